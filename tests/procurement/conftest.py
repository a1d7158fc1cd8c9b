from tests.safety.conftest import in_memory as in_memory

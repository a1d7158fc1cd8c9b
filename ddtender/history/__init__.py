"""What a court could ask: fingerprints, states, differences between two libraries, and what a version must be."""

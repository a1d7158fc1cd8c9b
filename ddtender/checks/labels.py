"""Labels and ratings that buyers of electronics ask for; a library can name more in library.yaml."""

LABELS = (
    "TCO Certified", "EPEAT", "EU Ecolabel", "European Ecolabel", "Blue Angel", "Blauer Engel", "Nordic Swan",
    "Nordic Ecolabel", "Energy Star", "Fairtrade", "Fair Trade Certified", "SA8000", "SA 8000", "RBA VAP", "EcoVadis",
    "Green Electronics Council", "80 PLUS", "Cradle to Cradle Certified", "Fairmined",
)  # fmt: skip

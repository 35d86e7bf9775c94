"""How fast mail goes to each provider: rules (TOML), a pure state machine, its state shared by processes."""

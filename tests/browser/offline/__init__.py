"""The copy kept on a device: made, read without a network, used at a home visit."""

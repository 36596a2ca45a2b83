namespace Shop;

internal sealed record Payment(decimal Amount);

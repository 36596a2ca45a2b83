namespace Shop;

/// <summary>An order as a customer sends it.</summary>
internal sealed record Order(int ProductId, int Quantity);

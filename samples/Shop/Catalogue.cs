namespace Shop;

/// <summary>What the shop sells.</summary>
internal sealed class Catalogue
{
    private readonly Dictionary<int, Product> _products = Enumerable.Range(1, 20)
        .ToDictionary(id => id, id => new Product(id, $"Article {id}", 4.95m + id));

    internal IReadOnlyCollection<Product> All => _products.Values;

    internal Product? Find(int id) => _products.GetValueOrDefault(id);
}

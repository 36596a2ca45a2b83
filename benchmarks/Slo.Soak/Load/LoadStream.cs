namespace Slo.Soak.Load;

/// <summary>One kind of request, asked for again and again.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its query.</param>
internal sealed record LoadStream(string Name, string Method, string Path)
{
    /// <summary>Five streams of eighty a second each: four hundred in all.</summary>
    internal const int PerSecond = 80;

    internal const int Workers = 8;

    internal static readonly LoadStream ReadOrder = new("read-order", "GET", "/orders/7");
    internal static readonly LoadStream PlaceOrder = new("place-order", "POST", "/orders");
    internal static readonly LoadStream Search = new("search", "GET", "/search");
    internal static readonly LoadStream Catalogue = new("catalogue", "GET", "/catalogue/shoes");
    internal static readonly LoadStream Export = new("export", "GET", "/export");

    internal static readonly IReadOnlyList<LoadStream> All = [ReadOrder, PlaceOrder, Search, Catalogue, Export];

    /// <summary>What hey is called with. A number of requests and not a time: at the end of a time it gives up what is under way.</summary>
    internal string[] Arguments(Uri app, int seconds) =>
    [
        "-n", Text(PerSecond * seconds), "-c", Text(Workers), "-q", Text(PerSecond / Workers), "-m", Method, new Uri(app, Path).ToString(),
    ];

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

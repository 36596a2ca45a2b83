using System.Globalization;
using Slo;

namespace Shop;

/// <summary>--requests N drives N requests in three acts of --act 20s and breaks things on the way; --stay 2m ends by itself; --port and --payments-port choose ports (0: any free one); --database "Host=..." stores the orders in PostgreSQL; --store slo.db is where budgets are kept.</summary>
internal sealed record ShopArguments(int Port, int PaymentsPort, int Requests, TimeSpan Act, TimeSpan? Stay, string? Database, string Store)
{
    internal const string FaultExample = """{"errorShare":0.1}""";

    internal static ShopArguments Read(string[] args)
    {
        IConfiguration values = new ConfigurationBuilder().AddCommandLine(args).Build();
        return new ShopArguments(
            Number(values, "port", 5080, 65_535), Number(values, "payments-port", 5081, 65_535), Number(values, "requests", 0, 1_000_000),
            Duration(values, "act") ?? TimeSpan.FromSeconds(20), Duration(values, "stay"), values["database"],
            values["store"] ?? "slo.db");
    }

    private static int Number(IConfiguration values, string key, int fallback, int maximum) => values[key] switch
    {
        null => fallback,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= maximum => value,
        var text => throw new ArgumentException($"--{key} {text}: must be a number from 0 to {maximum}"),
    };

    private static TimeSpan? Duration(IConfiguration values, string key) => values[key] switch
    {
        null => null,
        var text when SloDuration.TryParse(text, out TimeSpan value) => value,
        var text => throw new ArgumentException($"--{key} {text}: must be a duration, for example 2m"),
    };
}

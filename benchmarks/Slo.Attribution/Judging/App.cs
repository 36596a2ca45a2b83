namespace Slo.AttributionJudge.Judging;

/// <summary>
/// An app of 20 routes, 6 dependencies, 3 versions, 4 kinds of clients and 30 tenants, drawn at random: its traffic, which routes call what, and
/// how often each part fails when nothing is wrong.
/// </summary>
public sealed class App
{
    public const int Routes = 20;
    public const int Tenants = 30;

    public static readonly string[] Dependencies = ["payments", "stock", "users", "search", "mail", "database"];
    public static readonly string[] Versions = ["1.4.0", "1.4.1", "1.4.2"];
    public static readonly string[] Clients = ["browser", "ios", "android", "partner"];

    private static readonly string[] OwnReasons = ["500", "System.InvalidOperationException", "latency"];
    private static readonly string[] CallReasons = ["503", "timeout"];

    private readonly double[] _routeNoise;
    private readonly double[] _callNoise;
    private readonly double _share;

    public App(Random random, double badRatio)
    {
        RouteTraffic = new Weighted(Zipf(random, Routes, 0.8));
        VersionTraffic = new Weighted(Shuffled(random, [0.65, 0.25, 0.1]));
        ClientTraffic = new Weighted(Shuffled(random, [0.45, 0.25, 0.2, 0.1]));
        TenantTraffic = new Weighted(Zipf(random, Tenants, 1));
        Calls = [.. Enumerable.Range(0, Routes).Select(_ => Shuffled(random, [0, 1, 2, 3, 4, 5]).Take(random.Next(0, 4)).Order().ToArray())];
        _routeNoise = [.. Enumerable.Range(0, Routes).Select(_ => LogNormal(random, 0.8))];
        _callNoise = [.. Dependencies.Select(_ => LogNormal(random, 0.8))];
        var expected = Enumerable.Range(0, Routes)
            .Sum(route => RouteTraffic.Shares[route] * (_routeNoise[route] + Calls[route].Sum(call => _callNoise[call])));
        _share = badRatio / expected;
    }

    public Weighted RouteTraffic { get; }

    public Weighted VersionTraffic { get; }

    public Weighted ClientTraffic { get; }

    public Weighted TenantTraffic { get; }

    /// <summary>The dependencies that each route calls.</summary>
    public int[][] Calls { get; }

    public static string NameOf(int route) => $"{(route % 3 == 0 ? "POST" : "GET")} /r{route}/{{id}}";

    public static double LogNormal(Random random, double sigma) =>
        Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    public static T[] Shuffled<T>(Random random, T[] values)
    {
        T[] copy = [.. values];
        random.Shuffle(copy);
        return copy;
    }

    /// <summary>The share of all requests that call a dependency.</summary>
    public double ShareCalling(int dependency) =>
        Enumerable.Range(0, Routes).Where(route => Calls[route].Contains(dependency)).Sum(route => RouteTraffic.Shares[route]);

    public Request Draw(Random random) => new(
        RouteTraffic.Next(random), Versions[VersionTraffic.Next(random)], Clients[ClientTraffic.Next(random)], TenantTraffic.Next(random));

    /// <summary>Each part fails a little more or less often from now on: what is normal is never quite constant.</summary>
    public void Drift(Random random)
    {
        foreach (var noise in (double[][])[_routeNoise, _callNoise])
        {
            for (var i = 0; i < noise.Length; i++)
            {
                noise[i] *= LogNormal(random, 0.2);
            }
        }
    }

    /// <summary>What fails when nothing is wrong: reason and dependency; null if nothing does.</summary>
    public (string Reason, string? Dependency)? Fail(Random random, int route, double rise)
    {
        var draw = random.NextDouble() / (_share * rise);
        if (draw < _routeNoise[route])
        {
            return (OwnReasons[random.Next(OwnReasons.Length)], null);
        }

        draw -= _routeNoise[route];
        foreach (var call in Calls[route])
        {
            if (draw < _callNoise[call])
            {
                return (CallReasons[random.Next(CallReasons.Length)], Dependencies[call]);
            }

            draw -= _callNoise[call];
        }

        return null;
    }

    private static double[] Zipf(Random random, int count, double exponent) =>
        Shuffled(random, [.. Enumerable.Range(1, count).Select(rank => Math.Pow(rank, -exponent))]);
}

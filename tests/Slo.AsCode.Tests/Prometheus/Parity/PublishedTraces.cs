using Slo.Testing;
using Xunit;

namespace Slo.Tests.Prometheus.Parity;

/// <summary>Which published histories are compared: all of them take minutes, so by default short ones with gaps, sparse traffic and outages.</summary>
internal static class PublishedTraces
{
    private static readonly string[] Short = ["blog_http_4xx5xx", "loghub_apache_workers", "nginxplus_hg"];

    /// <summary>Where the oracle is absent one empty name, so that a test can say so.</summary>
    internal static TheoryData<string> Names => Oracle.Root is null
        ? [""]
        : [.. Directory.EnumerateFiles(Oracle.PathOf("traces", "dev"), "*.csv").Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => IsWhole || Short.Contains(name)).Order(StringComparer.Ordinal)];

    internal static bool IsWhole => Environment.GetEnvironmentVariable("SLO_PARITY") == "all";

    internal static void SkipWhereAbsent()
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        Promtool.SkipWhereAbsent();
    }
}

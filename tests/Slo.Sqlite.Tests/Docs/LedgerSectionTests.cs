using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests.Docs;

/// <summary>What docs/state.md says of incidents and the ledger.</summary>
public sealed class LedgerSectionTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "state.md"));

    [Fact]
    public void Numbers_AreThoseOfTheCode()
    {
        SloStoreOptions options = new();
        foreach (var sentence in new FormattableString[]
        {
            $"for `{SloDuration.Format(options.LedgerRetention)}`", $"| `LedgerRetention` | `{SloDuration.Format(options.LedgerRetention)}` |",
            $"the last {SloLedger.Capacity:N0} |", $"at most {LedgerTable.Most:N0} in SQLite", $"| `MarkDeployments` | `{(options.MarkDeployments ? "true" : "false")}` |",
        })
        {
            Assert.Contains(sentence.ToString(CultureInfo.InvariantCulture), Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Kinds_AreThoseOfTheCode() =>
        Assert.All(Enum.GetNames<SloLedgerEntryKind>(), kind => Assert.Contains($"`{kind}`", Page, StringComparison.Ordinal));
}

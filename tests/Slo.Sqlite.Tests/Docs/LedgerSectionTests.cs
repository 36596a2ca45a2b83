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
    public void Numbers_OfTheFile_AreThoseOfTheCode()
    {
        foreach (var sentence in new FormattableString[]
        {
            $"The newest {DamagedFiles.Most} damaged files", $"It is version {Schema.Version} ", $"of up to {AdditionBlock.Most} objectives",
        })
        {
            Assert.Contains(sentence.ToString(CultureInfo.InvariantCulture), Page.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tables_AreThoseOfTheFile()
    {
        using StoreFolder folder = new();
        using SqliteSloStore store = new(folder.Path);
        await store.SaveAsync("", new([]), TestContext.Current.CancellationToken);
        using Microsoft.Data.Sqlite.SqliteConnection connection = new($"Data Source={folder.Path};Pooling=false;Mode=ReadOnly");
        connection.Open();
        var names = (string)Sql.Ask(connection, "SELECT GROUP_CONCAT(name) FROM sqlite_master WHERE type = 'table'")!;

        Assert.Equal(6, names.Split(',').Length);
        Assert.All(names.Split(','), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Kinds_AreThoseOfTheCode() =>
        Assert.All(Enum.GetNames<SloLedgerEntryKind>(), kind => Assert.Contains($"`{kind}`", Page, StringComparison.Ordinal));
}

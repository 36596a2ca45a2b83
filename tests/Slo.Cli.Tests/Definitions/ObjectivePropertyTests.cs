using System.Text.Json;
using Slo.Cli.Convert;
using Slo.Cli.Definitions;
using Xunit;

namespace Slo.Tests.Definitions;

/// <summary>Every plain property and every budgeting method through every format: what forgets a new one fails here.</summary>
public sealed class ObjectivePropertyTests
{
    private static readonly SloDefinition Plain = new() { Name = "x", TargetRatio = 0.999m };

    public static TheoryData<string> Names => [.. SloObjectiveProperty.All.Select(property => property.Name)];

    public static TheoryData<BudgetingMethodKind> Methods => [.. Enum.GetValues<BudgetingMethodKind>()];

    [Fact]
    public void Properties_OfADefinition_AreAllListed()
    {
        IEnumerable<string> plain = typeof(SloDefinition).GetProperties()
            .Where(property => (property.PropertyType == typeof(string) || property.PropertyType == typeof(bool) || Nullable.GetUnderlyingType(property.PropertyType)?.IsEnum == true || property.PropertyType == typeof(decimal?))
                && property.Name is not ("Name" or "UsesDefaultRules"))
            .Select(property => property.Name.StartsWith("Is", StringComparison.Ordinal) ? property.Name[2..] : property.Name.Replace("Ratio", "Percent", StringComparison.Ordinal));

        Assert.Equal(plain.Order(), SloObjectiveProperty.All.Select(property => property.Key).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Property_InEveryFormat_IsKept(string name)
    {
        SloObjectiveProperty property = SloObjectiveProperty.All.Single(property => property.Name == name);

        // An alert per group needs groups.
        SloDefinition plain = name == "alertPerGroup" ? Plain with { Grouping = new SloGrouping("tenant", 10) } : Plain;
        SloDefinition declared = property.Set(plain, property.IsFlag ? true : property.IsPercent ? "99.5" : property.Words?[^1] ?? (name switch { "cohortBy" => "header:X-Version", "dependsOn" => "payments 99.95, cache soft", _ => "some text" }));

        Assert.NotEqual(plain, declared);
        Hold(declared);
        Assert.NotEmpty(SloDefinitionDiff.Compare([plain.Resolve()], [declared.Resolve()]));
        Assert.True(Schema().GetProperty(property.Key).TryGetProperty(property.Words is null ? "type" : "enum", out _));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Property_ThatIsTooLongOrNoneOfTheWords_IsRefused(string name)
    {
        SloObjectiveProperty property = SloObjectiveProperty.All.Single(property => property.Name == name);
        if (property.Words is { } words)
        {
            Assert.Throws<SloDefinitionException>(SloObjectiveBuilder.From(Plain.Resolve()).Property(property, "1").Build);
            Assert.All(words, word => SloObjectiveBuilder.From(Plain.Resolve()).Property(property, word).Build());
        }
        else if (property.IsPercent)
        {
            Assert.All((string[])["x", "-1", "101", "99,5", "1e1", "99.95"], text => Assert.Throws<SloDefinitionException>(SloObjectiveBuilder.From(Plain.Resolve()).Property(property, text).Build));
            Assert.All((string[])["0", "99.9"], text => SloObjectiveBuilder.From(Plain.Resolve()).Property(property, text).Build());
        }
        else if (property.MaximumLength is { } length)
        {
            Assert.Throws<SloDefinitionException>(property.Set(Plain, new string('x', length + 1)).Resolve);

            // Only some texts are a source, or a list of names.
            if (name is not ("cohortBy" or "dependsOn"))
            {
                property.Set(Plain, new string('x', length)).Resolve();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void BudgetingMethod_InEveryFormat_IsKept(BudgetingMethodKind kind)
    {
        SloDefinition declared = Plain with { Method = BudgetingMethod.Create(kind, TimeSpan.FromMinutes(5), 0.95m) };

        Hold(declared);
        Assert.Equal(kind == BudgetingMethodKind.Occurrences, !SloDefinitionDiff.Compare([Plain.Resolve()], [declared.Resolve()]).Any());
        Assert.Contains(Schema().GetProperty("BudgetingMethod").GetProperty("enum").EnumerateArray(), word => word.GetString() == kind.ToString());
        Assert.True(
            PrometheusRules.Losses([declared.Resolve()]).Count > 0 || PrometheusRules.Generate([declared.Resolve()]).Contains("slo:bad:ratio", StringComparison.Ordinal));
    }

    private static void Hold(SloDefinition declared)
    {
        SloObjective objective = declared.Resolve();
        using TestFolder folder = new();
        var settings = AppSettingsWriter.Write([objective], out IReadOnlyList<SloFinding> losses);
        Assert.Empty(losses);
        Assert.Equal(declared, DefinitionFile.Read(folder.Write("appsettings.json", settings), null).Definition);

        var openSlo = OpenSloWriter.Write([objective], out IReadOnlyList<SloFinding> lost);
        Assert.Empty(lost);
        Assert.Equal(declared, Assert.Single(SloDefinitionReader.Read(openSlo, "written.yaml", new SloReadOptions { IsStrict = true }).Objectives).Definition);
    }

    private static JsonElement Schema()
    {
        using Stream stream = typeof(AppSettingsWriter).Assembly.GetManifestResourceStream("appsettings.schema.json")!;
        using StreamReader reader = new(stream);
        using var schema = JsonDocument.Parse(Slo.Cli.Generate.SettingsSchema.Complete(reader.ReadToEnd()));
        return schema.RootElement.GetProperty("$defs").GetProperty("objective").GetProperty("properties").Clone();
    }
}

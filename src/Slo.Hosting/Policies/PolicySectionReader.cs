using Microsoft.Extensions.Configuration;
using Slo.Hosting.Configuration;

namespace Slo.Hosting.Policies;

/// <summary>Reads a policy. Its keys override those of a policy that code declares; its levels replace all levels.</summary>
internal static class PolicySectionReader
{
    private const string Levels = "Levels";
    private const string ActionsKey = "Actions";

    private static readonly SectionKey[] Keys =
    [
        new("Objectives", SectionForm.Values), new("Services", SectionForm.Values), "WhoMayOverride",
        new(Levels, SectionForm.ObjectList)
        {
            Example = """a list of objects: [ { "BudgetBelowPercent": 25, "Actions": [ "RequireReview" ] } ]""",
        },
    ];

    private static readonly SectionKey[] LevelKeys =
    [
        "BudgetBelowPercent", "EndsAtBudgetPercent", "BurnRate", "Window", "EndsBelowBurnRate", new(ActionsKey, SectionForm.Values),
    ];

    internal static void Read(IConfigurationSection section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFinding);
        if (!reader.Check(Keys))
        {
            return;
        }

        SloPolicy before = options.FindPolicy(section.Key) ?? new SloPolicy { Name = section.Key };
        options.SetPolicy(
            before with
            {
                Objectives = reader.Has("Objectives") ? [.. reader.List("Objectives")] : before.Objectives,
                Services = reader.Has("Services") ? [.. reader.List("Services")] : before.Services,
                WhoMayOverride = reader.Text("WhoMayOverride") ?? before.WhoMayOverride,
                Levels = reader.Has(Levels)
                    ? [.. reader.Children(Levels).Select(level => ReadLevel(level, options))] : before.Levels,
            },
            section.Path);
    }

    private static SloPolicyLevel ReadLevel(IConfigurationSection section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFinding);
        reader.Check(LevelKeys);
        return new()
        {
            BudgetBelowRatio = Ratio(reader.Number("BudgetBelowPercent")),
            EndsAtBudgetRatio = Ratio(reader.Number("EndsAtBudgetPercent")),
            BurnRateFrom = (double?)reader.Number("BurnRate"),
            Window = reader.Duration("Window") ?? TimeSpan.Zero,
            EndsBelowBurnRate = (double?)reader.Number("EndsBelowBurnRate"),
            Actions = [.. reader.List(ActionsKey).Select(text => ReadAction(text, reader, options)).OfType<SloPolicyAction>()],
        };
    }

    private static SloPolicyAction? ReadAction(string text, SectionReader reader, SloOptions options)
    {
        if (SloPolicyAction.TryParse(text, out SloPolicyAction? action) is { } fault)
        {
            options.AddFinding(fault with { Message = $"{reader.Path}{ActionsKey}: {fault.Message}", Path = $"{reader.Path}{ActionsKey}" });
            return null;
        }

        return action;
    }

    private static double? Ratio(decimal? percent) => (double?)(percent / 100);
}

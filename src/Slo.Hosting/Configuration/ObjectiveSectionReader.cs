using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Reads one objective, with the keys of docs/configuration.md. A key that is not there changes nothing: code may have declared the
/// objective, and configuration overrides it key by key.
/// </summary>
internal static class ObjectiveSectionReader
{
    internal const string Enabled = "Enabled";

    private const string FormerPeriod = "Window";

    internal static readonly SectionKey[] Keys =
    [
        .. SloObjectiveProperty.All.Where(property => !property.IsFlag).Select(property => property.Key),
        new("Labels", SectionForm.Texts), new("Annotations", SectionForm.Texts), "Runbook", "Dashboard", "TargetPercent", "TargetRatio",
        .. TermsSectionReader.Keys, "Period", new(FormerPeriod) { IsFormer = true }, "Calendar", "TimeZone", "StartTime", "BudgetingMethod",
        "TimesliceWindow", "TimesliceTargetPercent", "FasterThan",
        new("Http", SectionForm.Object) { Example = """an object: { "Route": "/orders" }, or {} for every request""" },
        new("Instrument", SectionForm.Object) { Example = """an object: { "Meter": "…", "Name": "…" }""" },
        new("Queries", SectionForm.Object) { Example = """an object: { "Source": "Prometheus", "Good": "…", "Total": "…" }""" },
        .. PresetSection.All.Select(preset => preset.OfObjective),
        "GroupBy", "MaximumGroups",
        new("Rules", SectionForm.ObjectList) { Example = """a list of objects: [ { "BurnRate": 14.4, "Long": "1h" } ]""" }, Enabled,
        .. SloObjectiveProperty.All.Where(property => property.IsFlag).Select(property => property.Key),
    ];

    // Each is a source of events, and an objective has one.
    private static readonly string[] SourceKeys = ["Http", "Instrument", "Queries", .. PresetSection.All.Select(preset => preset.Key)];

    // These say together what the period is.
    private static readonly string[] PeriodKeys = ["Period", FormerPeriod, "Calendar", "TimeZone", "StartTime"];

    internal static void Read(IConfigurationSection section, SloObjectiveBuilder builder)
    {
        SectionReader reader = new(section, finding => builder.AddFinding(finding, IsOfTarget(finding)));
        reader.Check(Keys);
        foreach (SloObjectiveProperty property in SloObjectiveProperty.All.Where(property => reader.Has(property.Key)))
        {
            builder.Property(property, property switch
            {
                { IsFlag: true } => reader.Flag(property.Key),
                { Words: { } words } => reader.Word(property.Key, words),
                _ => reader.Text(property.Key),
            });
        }

        ReadTexts(reader, builder);
        ReadTarget(reader, builder);
        TermsSectionReader.Read(reader, builder);
        ReadPeriod(reader, builder);
        ReadMethod(reader, builder);
        if (reader.Duration("FasterThan") is { } threshold)
        {
            builder.FasterThan(threshold);
        }

        ReadIndicator(reader, builder);
        ReadGrouping(reader, builder);
        if (reader.Has("Rules"))
        {
            builder.DefaultRules();
        }

        foreach (IConfigurationSection rule in reader.Children("Rules"))
        {
            RuleSectionReader.Read(rule, builder);
        }
    }

    private static void ReadIndicator(SectionReader reader, SloObjectiveBuilder builder)
    {
        string[] given = [.. SourceKeys.Where(reader.Has)];
        if (given.Length > 1)
        {
            reader.Reject(SloFindingCodes.Exclusive,
                $"{string.Join(" and ", given)} are given together; an objective has one source, so keep one of them");
        }

        // "Http": {} means all requests.
        if (reader.Section("Http") is { } http)
        {
            HttpSectionReader.Read(http, builder);
        }

        if (reader.Section("Instrument") is { } instrument)
        {
            InstrumentSectionReader.Read(instrument, builder);
        }

        if (reader.Section("Queries") is { } queries)
        {
            QueriesSectionReader.Read(queries, builder);
        }

        foreach (PresetSection preset in PresetSection.All)
        {
            if (reader.Section(preset.Key) is { } section)
            {
                preset.Read(new SectionReader(section, finding => builder.AddFinding(finding)), builder);
            }
        }
    }

    private static void ReadGrouping(SectionReader reader, SloObjectiveBuilder builder)
    {
        if (reader.Text("GroupBy") is { } label)
        {
            builder.GroupBy(label, (int)Math.Clamp(reader.WholeNumber("MaximumGroups") ?? 100, 0, 1001));
        }
        else if (reader.Lacks("GroupBy") && reader.Text("MaximumGroups") is not null)
        {
            reader.Error(SloFindingCodes.NotAllowedHere, "MaximumGroups", "goes with GroupBy");
        }
    }

    private static bool IsOfTarget(SloFinding finding) =>
        finding.Path?.Split(':')[^1] is { } key && key.StartsWith("Target", StringComparison.OrdinalIgnoreCase);

    private static void ReadTarget(SectionReader reader, SloObjectiveBuilder builder)
    {
        var percent = reader.Number("TargetPercent");
        var ratio = reader.Number("TargetRatio");
        if (percent is not null && ratio is not null)
        {
            reader.Error(SloFindingCodes.Exclusive, "TargetRatio", "cannot be combined with TargetPercent; keep one");
        }
        else if (percent is not null)
        {
            builder.TargetPercent(percent.Value);
        }
        else if (ratio is not null)
        {
            builder.TargetRatio(ratio.Value);
        }
    }

    // The former name of the key is read, too.
    private static string PeriodKey(SectionReader reader, SloObjectiveBuilder builder)
    {
        if (!reader.Has(FormerPeriod))
        {
            return "Period";
        }

        if (reader.Has("Period"))
        {
            reader.Error(SloFindingCodes.Exclusive, FormerPeriod, "cannot be combined with Period; keep Period");
            return "Period";
        }

        reader.Warn(SloFindingCodes.FormerKey, FormerPeriod, "this key is called Period; rename it");
        return FormerPeriod;
    }

    private static void ReadPeriod(SectionReader reader, SloObjectiveBuilder builder)
    {
        if (!PeriodKeys.Any(reader.Has))
        {
            return;
        }

        var key = PeriodKey(reader, builder);
        var period = reader.Text(key) ?? "30d";
        var zone = reader.Text("TimeZone");
        var isCalendar = reader.Flag("Calendar");
        DateTime? start = ReadStart(reader);
        if (CalendarWindowText.TryParse(period, isCalendar, out CalendarUnit unit, out var count))
        {
            builder.Calendar(unit, zone ?? "UTC", count, start);
        }
        else if (isCalendar || zone is not null || start is not null)
        {
            builder.AddFinding(SloFinding.Error(
                SloFindingCodes.NotAllowedHere,
                $"{reader.Path}{key} '{SectionReader.Shown(period)}': TimeZone, StartTime and Calendar go with calendar "
                + "periods: 1M, 1Q or 1Y, or 1d or 1w with \"Calendar\": true", $"{reader.Path}{key}"));
        }
        else if (reader.Duration(key) is { } length)
        {
            builder.Rolling(length);
            if (period == "1m")
            {
                reader.Warn(SloFindingCodes.OneMinute, key, "means one minute; for one month write 1M");
            }
        }
    }

    private static DateTime? ReadStart(SectionReader reader)
    {
        if (reader.Text("StartTime") is not { } text)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime start))
        {
            return start;
        }

        reader.Error(SloFindingCodes.InvalidDateTime, "StartTime", "must have the form 2026-01-01 00:00:00, in the time of the zone");
        return null;
    }

    private static void ReadMethod(SectionReader reader, SloObjectiveBuilder builder)
    {
        BudgetingMethodKind method = reader.Word<BudgetingMethodKind>("BudgetingMethod") ?? BudgetingMethodKind.Occurrences;
        TimeSpan? slice = reader.Duration("TimesliceWindow");
        var target = reader.Number("TimesliceTargetPercent");
        if (!BudgetingMethod.HasSlices(method))
        {
            if (reader.Text("TimesliceWindow") is not null || reader.Text("TimesliceTargetPercent") is not null)
            {
                var sliced = Enum.GetValues<BudgetingMethodKind>().Where(BudgetingMethod.HasSlices).Select(kind => $"\"{kind}\"");
                reader.Reject(SloFindingCodes.NotAllowedHere,
                    "TimesliceWindow and TimesliceTargetPercent go with \"BudgetingMethod\": " + string.Join(" or ", sliced));
            }
            else if (reader.Has("BudgetingMethod"))
            {
                builder.Budgeting(method);
            }
        }
        else if (reader.Lacks("TimesliceWindow")
            || BudgetingMethod.HasSliceTarget(method) == reader.Lacks("TimesliceTargetPercent"))
        {
            reader.Error(SloFindingCodes.Missing, "BudgetingMethod", "requires TimesliceWindow (for example 1m)"
                + (BudgetingMethod.HasSliceTarget(method)
                    ? " and TimesliceTargetPercent (for example 95)"
                    : " and no TimesliceTargetPercent"));
        }
        else if (slice is { } width)
        {
            builder.Budgeting(method, width, target / 100 ?? 0);
        }
    }

    // Every alert should have these two links, so they have their own keys.
    private static void ReadTexts(SectionReader reader, SloObjectiveBuilder builder)
    {
        foreach (IConfigurationSection label in reader.Children("Labels"))
        {
            builder.Label(label.Key, label.Value ?? "");
        }

        foreach (IConfigurationSection annotation in reader.Children("Annotations"))
        {
            builder.Annotation(annotation.Key, annotation.Value ?? "");
        }

        ReadLink(reader, "Runbook", "runbook_url", builder);
        ReadLink(reader, "Dashboard", "dashboard_url", builder);
    }

    private static void ReadLink(SectionReader reader, string key, string annotation, SloObjectiveBuilder builder)
    {
        if (reader.Text(key) is { } url)
        {
            builder.Annotation(annotation, url);
            if (reader.Text($"Annotations:{annotation}") is not null)
            {
                reader.Error(SloFindingCodes.Exclusive, key, $"cannot be combined with Annotations:{annotation}; keep one");
            }
        }
    }
}

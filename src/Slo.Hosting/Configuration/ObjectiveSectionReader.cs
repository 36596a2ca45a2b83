using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads one objective: the keys of docs/configuration.md.</summary>
internal static class ObjectiveSectionReader
{
    private static readonly string[] Keys =
    [
        .. SloObjectiveProperty.All.Where(property => !property.IsFlag).Select(property => property.Key),
        "Labels", "Annotations", "Runbook", "Dashboard", "TargetPercent", "TargetRatio", "Period", "Calendar", "TimeZone", "StartTime",
        "BudgetingMethod", "TimesliceWindow", "TimesliceTargetPercent", "FasterThan", "Http", "Instrument",
        "GroupBy", "MaximumGroups", "Rules",
        .. SloObjectiveProperty.All.Where(property => property.IsFlag).Select(property => property.Key),
    ];

    private static readonly string[] HttpKeys = ["Method", "Route", "Routes", "TaggedEndpoints", "GoodStatusCodes", "BadStatusCodes", "IgnoredStatusCodes", "ClientAborts", "TimeToFirstByte"];

    internal static void Read(IConfigurationSection section, SloObjectiveBuilder builder)
    {
        SectionReader reader = new(section, fault => builder.Fault(fault));
        reader.RefuseOthers(Keys);
        foreach (SloObjectiveProperty property in SloObjectiveProperty.All)
        {
            builder.Property(property, property switch
            {
                { IsFlag: true } => reader.Flag(property.Key),
                { Words: { } words } => reader.Word(property.Key, words),
                _ => reader.Text(property.Key),
            });
        }

        foreach (IConfigurationSection label in reader.Children("Labels"))
        {
            builder.Label(label.Key, label.Value ?? "");
        }

        ReadAnnotations(reader, section, builder);
        ReadTarget(section, builder);
        ReadPeriod(reader, section, builder);
        ReadMethod(reader, section, builder);
        if (reader.Duration("FasterThan") is { } threshold)
        {
            builder.FasterThan(threshold);
        }

        // "Http": {} says that requests are meant, all of them.
        if (reader.Has("Http"))
        {
            builder.HttpServer(indicator => ReadHttp(section.GetSection("Http"), indicator, builder));
        }

        if (reader.Has("Instrument"))
        {
            if (reader.Has("Http"))
            {
                builder.Fault($"{section.Path}: Http and Instrument are both given; an objective has one source, so keep one of them");
            }

            InstrumentSectionReader.Read(section.GetSection("Instrument"), builder);
        }

        ReadGrouping(reader, section, builder);

        foreach (IConfigurationSection rule in reader.Children("Rules"))
        {
            RuleSectionReader.Read(rule, builder);
        }
    }

    private static void ReadGrouping(SectionReader reader, IConfigurationSection section, SloObjectiveBuilder builder)
    {
        if (reader.Text("GroupBy") is { } label)
        {
            builder.GroupBy(label, (int)Math.Clamp(reader.WholeNumber("MaximumGroups") ?? 100, 0, 1001));
        }
        else if (reader.Text("MaximumGroups") is { } maximum)
        {
            builder.Fault($"{section.Path}:MaximumGroups '{SectionReader.Shown(maximum)}': goes with GroupBy");
        }
    }

    private static void ReadTarget(IConfigurationSection section, SloObjectiveBuilder builder)
    {
        SectionReader reader = new(section, fault => builder.Fault(fault, isOfTarget: true));
        var percent = reader.Number("TargetPercent");
        var ratio = reader.Number("TargetRatio");
        if (percent is not null && ratio is not null)
        {
            builder.Fault($"{section.Path}:TargetRatio: is given besides TargetPercent; keep one target", isOfTarget: true);
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

    private static void ReadPeriod(SectionReader reader, IConfigurationSection section, SloObjectiveBuilder builder)
    {
        var period = reader.Text("Period") ?? "30d";
        var zone = reader.Text("TimeZone");
        var isCalendar = reader.Flag("Calendar");
        DateTime? start = null;
        if (reader.Text("StartTime") is { } startText)
        {
            if (DateTime.TryParseExact(startText, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime read))
            {
                start = read;
            }
            else
            {
                builder.Fault($"{section.Path}:StartTime '{SectionReader.Shown(startText)}': must read like 2026-01-01 00:00:00, local time of the zone");
            }
        }

        if (CalendarWindowText.TryParse(period, isCalendar, out CalendarUnit unit, out var count))
        {
            builder.Calendar(unit, zone ?? "UTC", count, start);
        }
        else if (isCalendar || zone is not null || start is not null)
        {
            builder.Fault($"{section.Path}:Period '{SectionReader.Shown(period)}': TimeZone, StartTime and Calendar go with calendar periods: "
                + "1M, 1Q or 1Y, or 1d or 1w with \"Calendar\": true");
        }
        else if (reader.Duration("Period") is { } length)
        {
            builder.Rolling(length);
            if (period == "1m")
            {
                builder.Warn($"{section.Path}:Period '1m': means one minute; for one month write 1M");
            }
        }
    }

    private static void ReadMethod(SectionReader reader, IConfigurationSection section, SloObjectiveBuilder builder)
    {
        BudgetingMethodKind method = reader.Word<BudgetingMethodKind>("BudgetingMethod") ?? BudgetingMethodKind.Occurrences;
        TimeSpan? slice = reader.Duration("TimesliceWindow");
        var target = reader.Number("TimesliceTargetPercent");
        if (!BudgetingMethod.HasSlices(method))
        {
            if (reader.Text("TimesliceWindow") is not null || reader.Text("TimesliceTargetPercent") is not null)
            {
                var sliced = Enum.GetValues<BudgetingMethodKind>().Where(BudgetingMethod.HasSlices).Select(kind => $"\"{kind}\"");
                builder.Fault($"{section.Path}: TimesliceWindow and TimesliceTargetPercent go with \"BudgetingMethod\": "
                    + string.Join(" or ", sliced));
            }
        }
        else if (slice is null || BudgetingMethod.HasSliceTarget(method) != target is not null)
        {
            builder.Fault($"{section.Path}:BudgetingMethod '{method}': wants TimesliceWindow (for example 1m)"
                + (BudgetingMethod.HasSliceTarget(method)
                    ? " and TimesliceTargetPercent (for example 95)"
                    : " and no TimesliceTargetPercent"));
        }
        else
        {
            builder.Budgeting(method, slice.Value, target / 100 ?? 0);
        }
    }

    private static void ReadHttp(IConfigurationSection section, HttpIndicatorBuilder indicator, SloObjectiveBuilder builder)
    {
        SectionReader reader = new(section, fault => builder.Fault(fault));
        reader.RefuseOthers(HttpKeys);
        if (reader.Text("Route") is { } route)
        {
            AddRoute(indicator, reader.Text("Method"), route);
        }
        else if (reader.Text("Method") is { } method)
        {
            builder.Fault($"{section.Path}:Method '{SectionReader.Shown(method)}': goes with a Route");
        }

        foreach (var line in reader.List("Routes"))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            AddRoute(indicator, space < 0 ? null : line[..space], line[(space + 1)..].Trim());
        }

        if (reader.Flag("TaggedEndpoints"))
        {
            indicator.TaggedEndpoints();
        }

        if (reader.Flag("TimeToFirstByte"))
        {
            indicator.TimeToFirstByte();
        }

        indicator.ClientAborts(reader.Word<ClientAbortPolicy>("ClientAborts") ?? ClientAbortPolicy.BadWhenLate);
        indicator.GoodStatus(reader.List("GoodStatusCodes")).BadStatus(reader.List("BadStatusCodes")).IgnoreStatus(reader.List("IgnoredStatusCodes"));
    }

    private static void AddRoute(HttpIndicatorBuilder indicator, string? method, string route)
    {
        if (method is null)
        {
            indicator.Route(route);
        }
        else
        {
            indicator.Route(method, route);
        }
    }

    // The two links have keys of their own, because every alert should have them.
    private static void ReadAnnotations(SectionReader reader, IConfigurationSection section, SloObjectiveBuilder builder)
    {
        foreach (IConfigurationSection annotation in reader.Children("Annotations"))
        {
            builder.Annotation(annotation.Key, annotation.Value ?? "");
        }

        foreach ((string key, string annotation, Func<string, SloObjectiveBuilder> set) in
            ((string, string, Func<string, SloObjectiveBuilder>)[])[("Runbook", "runbook_url", builder.Runbook), ("Dashboard", "dashboard_url", builder.Dashboard)])
        {
            if (reader.Text(key) is { } url)
            {
                set(url);
                if (reader.Text($"Annotations:{annotation}") is not null)
                {
                    builder.Fault($"{section.Path}:{key} '{SectionReader.Shown(url)}': is given besides Annotations:{annotation}; keep one");
                }
            }
        }
    }
}

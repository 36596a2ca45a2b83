using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads targets that are in force at times, and excluded time.</summary>
internal static class TermsSectionReader
{
    private const string Targets = "ScheduledTargets";
    private const string Exclusions = "Exclusions";
    private const string When = "When";

    internal static readonly SectionKey ExclusionsKey = new(Exclusions, SectionForm.ObjectList)
    {
        Example = """a list of objects: [ { "When": "Sun 02:00-04:00 Europe/Berlin", "Reason": "backup" } ]""",
    };

    internal static readonly SectionKey[] Keys =
    [
        new(Targets, SectionForm.ObjectList)
        {
            Example = """a list of objects: [ { "When": "Mon-Fri 08:00-18:00 Europe/Berlin", "TargetPercent": 99.95 } ]""",
        },
        ExclusionsKey,
    ];

    private static readonly SectionKey[] TargetKeys = [When, "TargetPercent", "TargetRatio"];
    private static readonly SectionKey[] ExclusionKeys = [When, "Reason", "Owner"];

    internal static void Read(SectionReader objective, SloObjectiveBuilder builder)
    {
        if (objective.Has(Targets))
        {
            builder.NoScheduledTargets();
        }

        if (objective.Has(Exclusions))
        {
            builder.NoExclusions();
        }

        foreach (IConfigurationSection section in objective.Children(Targets))
        {
            SectionReader reader = Reader(section, TargetKeys, finding => builder.AddFinding(finding));
            if (ReadWhen(reader) is { } when && ReadRatio(reader) is { } ratio)
            {
                builder.ScheduledTarget(new(when, ratio));
            }
        }

        foreach (SloExclusion exclusion in ReadExclusions(objective, finding => builder.AddFinding(finding)))
        {
            builder.Exclude(exclusion);
        }
    }

    /// <summary>The exclusions of the whole set, which take the place of those of code.</summary>
    internal static void Read(SectionReader section, SloOptions options)
    {
        if (section.Has(Exclusions))
        {
            options.OverrideExclusions([.. ReadExclusions(section, options.AddFinding)]);
        }
    }

    private static IEnumerable<SloExclusion> ReadExclusions(SectionReader parent, Action<SloFinding> report)
    {
        foreach (IConfigurationSection section in parent.Children(Exclusions))
        {
            SectionReader reader = Reader(section, ExclusionKeys, report);
            if (ReadWhen(reader) is { } when)
            {
                yield return new SloExclusion { When = when, Reason = reader.Text("Reason"), Owner = reader.Text("Owner") };
            }
        }
    }

    private static SectionReader Reader(IConfigurationSection section, SectionKey[] keys, Action<SloFinding> report)
    {
        SectionReader reader = new(section, report);
        reader.Check(keys);
        return reader;
    }

    private static SloSchedule? ReadWhen(SectionReader reader)
    {
        if (reader.Text(When) is not { } text)
        {
            if (reader.Lacks(When))
            {
                reader.Reject(SloFindingCodes.Missing, "needs a schedule, for example \"Mon-Fri 08:00-18:00 Europe/Berlin\"", When);
            }

            return null;
        }

        if (SloSchedule.TryParse(text, out SloSchedule? schedule) is { } error)
        {
            reader.Reject(error.Code, error.Message, When);
        }

        return schedule;
    }

    private static decimal? ReadRatio(SectionReader reader)
    {
        var percent = reader.Number("TargetPercent");
        var ratio = reader.Number("TargetRatio");
        if (percent is not null && ratio is not null)
        {
            reader.Error(SloFindingCodes.Exclusive, "TargetRatio", "cannot be combined with TargetPercent; keep one");
            return null;
        }

        if (reader.Lacks("TargetPercent") && reader.Lacks("TargetRatio"))
        {
            reader.Reject(SloFindingCodes.Missing, "needs a target, for example 99.95", "TargetPercent");
        }

        return percent / 100 ?? ratio;
    }
}

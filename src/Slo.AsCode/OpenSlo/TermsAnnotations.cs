using System.Globalization;
using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>
/// Targets that are in force at times, and excluded time, as annotations: JSON objects by schedule.
/// </summary>
internal static class TermsAnnotations
{
    internal static void Read(Annotations annotations, SloObjectiveBuilder builder)
    {
        foreach ((string text, string percent) in annotations.Texts(AnnotationNames.ScheduledTargets))
        {
            if (!decimal.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var target))
            {
                annotations.Reject(
                    AnnotationNames.ScheduledTargets, SloFindingCodes.InvalidAnnotation,
                    $"'{SloText.OneLine(percent, 61)}' must be a target in percent, for example \"99.95\"");
            }
            else if (Schedule(annotations, AnnotationNames.ScheduledTargets, text) is { } when)
            {
                builder.ScheduledTarget(new(when, target / 100));
            }
        }

        IReadOnlyDictionary<string, string> owners = annotations.Texts(AnnotationNames.ExclusionOwners);
        IReadOnlyDictionary<string, string> reasons = annotations.Texts(AnnotationNames.Exclusions);
        foreach ((string text, string reason) in reasons)
        {
            if (Schedule(annotations, AnnotationNames.Exclusions, text) is { } when)
            {
                builder.Exclude(new SloExclusion
                {
                    When = when,
                    Reason = reason.Length == 0 ? null : reason,
                    Owner = owners.GetValueOrDefault(text),
                });
            }
        }

        foreach (var stray in owners.Keys.Where(text => !reasons.ContainsKey(text)))
        {
            annotations.Reject(
                AnnotationNames.ExclusionOwners, SloFindingCodes.UnknownReference,
                $"'{SloText.OneLine(stray, 100)}' is no schedule of {AnnotationNames.Exclusions}");
        }
    }

    internal static IEnumerable<KeyValuePair<string, string?>> Of(SloObjective objective) =>
    [
        new(AnnotationNames.ScheduledTargets, Json(objective.ScheduledTargets.Select(target =>
            (target.When, (target.TargetRatio * 100).ToString("0.##############", CultureInfo.InvariantCulture))))),
        new(AnnotationNames.Exclusions, Json(objective.Exclusions.Select(exclusion => (exclusion.When, exclusion.Reason ?? "")))),
        new(AnnotationNames.ExclusionOwners, Json(objective.Exclusions.Where(exclusion => exclusion.Owner is not null)
            .Select(exclusion => (exclusion.When, exclusion.Owner!)))),
    ];

    private static SloSchedule? Schedule(Annotations annotations, string name, string text)
    {
        if (SloSchedule.TryParse(text, out SloSchedule? schedule) is { } error)
        {
            annotations.Reject(name, error.Code, error.Message);
        }

        return schedule;
    }

    private static string? Json(IEnumerable<(SloSchedule When, string Text)> items)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach ((SloSchedule when, string text) in items)
        {
            texts.TryAdd(when.ToString(), text);
        }

        return texts.Count == 0 ? null : JsonTexts.Write(texts);
    }
}

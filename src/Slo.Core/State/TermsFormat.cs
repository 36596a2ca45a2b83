using System.Globalization;
using Slo.History;

namespace Slo.State;

/// <summary>Targets and exclusions over time in the binary form of a state.</summary>
internal static class TermsFormat
{
    /// <summary>The version of states in which it changed last.</summary>
    internal const byte Version = 2;

    internal static void Write(StateWriter writer, TermsState state)
    {
        List(writer, state.Terms.Declared, terms =>
        {
            writer.Instant(terms.Since);
            Write(writer, terms.TargetRatio);
            List(writer, terms.Scheduled, target =>
            {
                writer.Text(target.When.ToString());
                Write(writer, target.TargetRatio);
            });
            List(writer, terms.Exclusions, exclusion => Write(writer, exclusion));
        });
        List(writer, state.Terms.Overrides, one =>
        {
            writer.Text(one.Objective);
            Write(writer, one.TargetRatio);
            writer.Instant(one.From);
            writer.Instant(one.To);
            writer.OptionalText(one.Owner);
            writer.OptionalText(one.Reason);
            writer.OptionalText(one.Id);
        });
        List(writer, state.Terms.Exclusions, exclusion => Write(writer, exclusion));
        List(writer, state.Positions, edge =>
        {
            writer.Instant(edge.Key);
            writer.Number(edge.Value);
        });
        List(writer, state.Counts, edge =>
        {
            writer.Number(edge.Key);
            writer.Counts(edge.Value.Events);
            writer.Counts(edge.Value.Budget);
        });
    }

    internal static TermsState Read(ref StateReader reader)
    {
        var declared = new Terms[reader.Length()];
        for (var i = 0; i < declared.Length; i++)
        {
            declared[i] = new(reader.Instant(), ReadRatio(ref reader), ReadScheduled(ref reader), ReadExclusions(ref reader));
        }

        var overrides = new SloTargetOverride[reader.Length()];
        for (var i = 0; i < overrides.Length; i++)
        {
            overrides[i] = new()
            {
                Objective = reader.Text(),
                TargetRatio = ReadRatio(ref reader),
                From = reader.Instant(),
                To = reader.Instant(),
                Owner = reader.OptionalText(),
                Reason = reader.OptionalText(),
                Id = reader.OptionalText(),
            };
        }

        SloExclusion[] exclusions = ReadExclusions(ref reader);
        Dictionary<DateTimeOffset, long> positions = [];
        for (var left = reader.Length(); left > 0; left--)
        {
            DateTimeOffset instant = reader.Instant();
            positions[instant] = reader.Number();
        }

        Dictionary<long, HistoryCounts> counts = [];
        for (var left = reader.Length(); left > 0; left--)
        {
            var position = reader.Number();
            counts[position] = new(reader.Counts(), reader.Counts());
        }

        return declared.Length > 0 ? new(new(declared, overrides, exclusions), positions, counts) : throw StateReader.Broken();
    }

    private static SloScheduledTarget[] ReadScheduled(ref StateReader reader)
    {
        var targets = new SloScheduledTarget[reader.Length()];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = new(ReadSchedule(ref reader), ReadRatio(ref reader));
        }

        return targets;
    }

    private static SloExclusion[] ReadExclusions(ref StateReader reader)
    {
        var exclusions = new SloExclusion[reader.Length()];
        for (var i = 0; i < exclusions.Length; i++)
        {
            exclusions[i] = new()
            {
                When = ReadSchedule(ref reader),
                Objective = reader.OptionalText(),
                Owner = reader.OptionalText(),
                Reason = reader.OptionalText(),
                Id = reader.OptionalText(),
            };
        }

        return exclusions;
    }

    // A zone that this machine does not know is no damage, but nothing can be worked out without it.
    private static SloSchedule ReadSchedule(ref StateReader reader) =>
        SloSchedule.TryParse(reader.Text(), out SloSchedule? schedule) is { } error
            ? throw new NotSupportedException(error.Message)
            : schedule!;

    private static decimal ReadRatio(ref StateReader reader) =>
        decimal.TryParse(reader.Text(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio)
            && ratio is >= 0 and < 1 ? ratio : throw StateReader.Broken();

    private static void Write(StateWriter writer, SloExclusion exclusion)
    {
        writer.Text(exclusion.When.ToString());
        writer.OptionalText(exclusion.Objective);
        writer.OptionalText(exclusion.Owner);
        writer.OptionalText(exclusion.Reason);
        writer.OptionalText(exclusion.Id);
    }

    private static void Write(StateWriter writer, decimal ratio) => writer.Text(ratio.ToString(CultureInfo.InvariantCulture));

    private static void List<T>(StateWriter writer, IReadOnlyCollection<T> items, Action<T> write)
    {
        writer.Number(items.Count);
        foreach (T item in items)
        {
            write(item);
        }
    }
}

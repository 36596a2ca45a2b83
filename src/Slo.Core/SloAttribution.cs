using System.Globalization;

namespace Slo;

/// <summary>What the bad events of a time have in common that those before had not. Immutable.</summary>
public sealed record SloAttribution
{
    /// <summary>Where the time begins that is explained, UTC: not before the objective began in this process.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Where the time begins that it is compared with, UTC; it ends at <see cref="From"/> or where the bad events rose. What made
    /// a ticket a page may be compared with the time before the ticket.</summary>
    public required DateTimeOffset ComparedFrom { get; init; }

    /// <summary>Bad events recorded with their properties (<see cref="SloTracker.Record(in SloEvent)"/>).</summary>
    public required long BadEvents { get; init; }

    /// <summary>Those expected: the bad events before, times the ratio of all events now and before.</summary>
    public required double ExpectedBadEvents { get; init; }

    /// <summary>What is beyond normal: bad events less those expected, at least 0.</summary>
    public double ExcessBadEvents => Math.Max(0, BadEvents - ExpectedBadEvents);

    /// <summary>The causes found, those with most of the excess first. Empty: no single cause stands out, or <see cref="IsKnown"/> is
    /// false.</summary>
    public required IReadOnlyList<SloContributor> Contributors { get; init; }

    /// <summary>Whether the bad events of the time are known: not before the objective began in this process. Of an objective that is fed
    /// with counts (<see cref="SloRegistry.Feed"/>), as in a fleet, nearly all of them must be among those that processes gave
    /// (<see cref="SloRegistry.FeedBadEvents"/>): what is missing might be the cause.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Whether a contributor may lack its cohort, because good events are known by cohort for an hour only.</summary>
    internal bool IsCohortUnknown { get; init; }

    /// <summary>One sentence, such as <c>72 % of the bad events beyond normal: POST /orders, timeout, payments, since 14:03:20 UTC, trace
    /// 4bf9…</c>, or <c>no single cause stands out</c>. Values are one line each; escape it as any external text.</summary>
    public string Summary => !IsKnown ? "the bad events of this time are not known"
        : Contributors.Count == 0 ? "no single cause stands out"
        : string.Join("; ", Contributors.Take(2).Select((contributor, i) => Describe(contributor, isFirst: i == 0)));

    /// <inheritdoc/>
    public override string ToString() => Summary;

    private static string Describe(SloContributor contributor, bool isFirst)
    {
        var share = Math.Floor((contributor.ExcessRatio * 100) + 1e-9).ToString("0", CultureInfo.InvariantCulture);
        var since = contributor.FirstSeenAt.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        SloExemplar? traced = contributor.Exemplars.FirstOrDefault(one => one.TraceId is not null);
        SloExemplar? logged = contributor.Exemplars.FirstOrDefault(one => one.RequestId is not null);
        return $"{share} %{(isFirst ? " of the bad events beyond normal" : "")}: {contributor.Name}, since {since} UTC"
            + (contributor.FirstVersion is null ? "" : $", first seen with version {contributor.FirstVersion}")
            + (traced is not null ? $", trace {traced.TraceId}" : logged is not null ? $", request {logged.RequestId}" : "");
    }
}

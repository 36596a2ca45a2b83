namespace Slo.Anomalies;

/// <summary>The constants of the detector: the same for every series (docs/insight.md has what each is for).</summary>
internal static class Tuning
{
    /// <summary>A score from here on is an anomaly.</summary>
    internal const double Threshold = 0.065;

    /// <summary>Samples, and seconds, before anything is known.</summary>
    internal const int LeastSamples = 200;

    /// <inheritdoc cref="LeastSamples"/>
    internal const long LeastSeconds = 86_400;

    /// <summary>After so much time, scores have half of their weight; they approach the whole of it.</summary>
    internal const double YouthSeconds = 4 * 86_400;

    /// <summary>After so many spans of a level, and comparisons with a season, its part has half of its weight.</summary>
    internal const double YouthSpans = 5;

    /// <inheritdoc cref="YouthSpans"/>
    internal const double YouthComparisons = 1000;

    /// <summary>How much of the way to the present value an edge of an envelope moves with each sample.</summary>
    internal const double Fade = 1.0 / 16_000;

    /// <summary>How much an edge moves out to values beyond it while an alarm is silent: they are not normal yet.</summary>
    internal const double Learning = 1.0 / 50;

    /// <summary>How much of what such values reached is forgotten with each sample.</summary>
    internal const double Forgetting = 1.0 / 500;

    /// <summary>Samples of silence after an alarm.</summary>
    internal const int Rest = 40;

    /// <summary>The score that breaks the silence.</summary>
    internal const double Break = 1;

    /// <summary>What an alarm adds to the divisor of scores, and how much of that is forgotten with each sample.</summary>
    internal const double Habit = 0.15;

    /// <inheritdoc cref="Habit"/>
    internal const double HabitFade = 1.0 / 1000;

    /// <summary>The weight of the newest sample in means and variances, once there are enough.</summary>
    internal const double Memory = 1.0 / 1000;

    /// <summary>The weight of the newest sample in a slot of a season, once there are enough.</summary>
    internal const double SlotMemory = 0.2;

    /// <summary>A season counts while it leaves at most this share of the variance.</summary>
    internal const double Unexplained = 0.5;

    /// <summary>The narrowest envelope, as a share of the mean.</summary>
    internal const double Narrowest = 1e-3;

    /// <summary>Values beyond are taken as this: a profile has single precision.</summary>
    internal const double Largest = 1e30;

    /// <summary>The spans of the levels, in samples.</summary>
    internal static readonly int[] Spans = [12, 50, 200];
}

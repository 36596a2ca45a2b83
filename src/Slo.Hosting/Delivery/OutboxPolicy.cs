namespace Slo.Hosting.Delivery;

/// <summary>The limits of an outbox.</summary>
/// <param name="Capacity">How many keys are held at most.</param>
/// <param name="MaximumPerHour">How many items of one key are delivered in an hour; not where they are repeated.</param>
/// <param name="GiveUpAfter">How long an item is tried.</param>
/// <param name="RepeatInterval">How often what is on is delivered again; null: once.</param>
internal sealed record OutboxPolicy(int Capacity, int MaximumPerHour, TimeSpan GiveUpAfter, TimeSpan? RepeatInterval)
{
    /// <summary>How long an end is repeated, in case the receiver was restarted or missed it.</summary>
    internal static readonly TimeSpan EndRepeatedFor = TimeSpan.FromMinutes(5);

    /// <summary>The stretch over which <see cref="MaximumPerHour"/> counts.</summary>
    internal static readonly TimeSpan LimitInterval = TimeSpan.FromHours(1);

    internal int Maximum => RepeatInterval is null ? MaximumPerHour : int.MaxValue;
}

using System.Diagnostics;

namespace Slo.Dependencies;

/// <summary>What a call has of the work that makes it. The calls of work are used again for other work, so a link has the number of its
/// work: where that is over, it does nothing. The default links to nothing.</summary>
/// <param name="Calls">The calls of the work, and later of other work.</param>
/// <param name="Ticket">The number of the work.</param>
internal readonly record struct CallLink(SloCalls? Calls, long Ticket)
{
    internal bool Exists => Calls is not null;

    internal void Open(OpenCall call) => Calls?.Open(Ticket, call);

    /// <summary>Names a call that has not ended.</summary>
    /// <param name="key">Its activity.</param>
    /// <param name="name">The name that a call within it gave.</param>
    /// <returns>Whether it is known.</returns>
    internal bool TryName(Activity key, string name) => Calls?.TryName(Ticket, key, name) == true;

    /// <param name="key">The call.</param>
    /// <param name="name">Its dependency; null: the name that a call within it gave.</param>
    /// <param name="ticks">How long it took.</param>
    /// <param name="outcome">How it ended.</param>
    internal void Close(object key, string? name, long ticks, CallOutcome outcome) => Calls?.Close(Ticket, key, name, ticks, outcome);

    internal SloCalls? End() => Calls?.End(Ticket);
}

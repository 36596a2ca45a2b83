using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Slo.Dependencies;

/// <summary>
/// Links calls to the work that makes them. Work with an activity of its own, as every request has, is found by walking from the activity
/// of a call to its parents: a table of what runs costs no allocation, and work without calls makes none. Work without an activity is found
/// by the execution context.
/// </summary>
internal static class RunningWork
{
    // Activities that stand between a call and its work: more are not searched.
    private const int DeepestCall = 32;

    /// <summary>The tables of what runs, so that threads seldom wait for each other.</summary>
    internal const int Parts = 32;

    private static readonly WorkTable[] Tables = [.. Enumerable.Range(0, Parts).Select(part => new WorkTable(part + 1, Parts))];
    private static readonly AsyncLocal<FlowingWork?> Flowing = new();
    private static volatile bool _isObserved;

    /// <summary>Whether calls are observed. If not, no work begins.</summary>
    internal static bool IsObserved
    {
        get => _isObserved;
        set => _isObserved = value;
    }

    /// <returns>What ends it; the default where calls are not observed.</returns>
    internal static SloCallScope Begin()
    {
        if (!_isObserved)
        {
            return default;
        }

        // Of two pieces of work in one activity, the second is found by its context; and what begins within such work too.
        FlowingWork? outer = Flowing.Value is { IsOver: false } flowing ? flowing : null;
        if (outer is null && Activity.Current is { } activity && TableOf(activity).TryAdd(activity, out var ticket))
        {
            return new(activity, ticket);
        }

        CallLink link = Tables[Environment.CurrentManagedThreadId & (Parts - 1)].Add();
        FlowingWork work = new(outer, link);
        Flowing.Value = work;
        return new(work, link.Ticket);
    }

    /// <param name="work">The activity, or the work that is found by the execution context.</param>
    /// <param name="ticket">The number of work with an activity.</param>
    /// <returns>The calls; null: it made none, or was ended before.</returns>
    internal static SloCalls? End(object work, long ticket)
    {
        if (work is not FlowingWork flowing)
        {
            return TableOf(work).Remove(work, ticket);
        }

        if (Flowing.Value == flowing)
        {
            Flowing.Value = flowing.Outer is { IsOver: false } outer ? outer : null;
        }

        return flowing.End();
    }

    /// <summary>Whether a call made now is linked to work.</summary>
    internal static bool Exists =>
        _isObserved && (Flowing.Value is { IsOver: false } || IsWithin(Activity.Current, isLinked: false, out _, out _));

    /// <summary>Links a call to the work that runs.</summary>
    /// <param name="from">Where the search begins: the parent of the activity of a call.</param>
    /// <param name="link">The link.</param>
    /// <param name="outer">The outermost activity between the work and the call that is itself a call; null: none is.</param>
    /// <returns>Whether any work runs.</returns>
    internal static bool TryLink(Activity? from, out CallLink link, out Activity? outer)
    {
        if (Flowing.Value is { IsOver: false } flowing)
        {
            IsWithin(from, isLinked: false, out _, out outer);
            link = flowing.Link;
            return true;
        }

        return IsWithin(from, isLinked: true, out link, out outer);
    }

    private static bool IsWithin(Activity? from, bool isLinked, out CallLink link, out Activity? outer)
    {
        link = default;
        outer = null;
        Activity? activity = from;
        for (var depth = 0; activity is not null && depth < DeepestCall; depth++)
        {
            WorkTable table = TableOf(activity);
            if (isLinked ? table.TryLink(activity, out link) : table.Contains(activity))
            {
                return true;
            }

            if (activity.Kind == ActivityKind.Client && CallListener.IsSource(activity.Source.Name))
            {
                outer = activity;
            }

            activity = activity.Parent;
        }

        return false;
    }

    private static WorkTable TableOf(object key) => Tables[RuntimeHelpers.GetHashCode(key) & (Parts - 1)];
}

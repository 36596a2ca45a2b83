using System.Collections.Frozen;
using System.Diagnostics;

namespace Slo.Dependencies;

/// <summary>Listens to the activities of clients: one listener for the process, whatever number of hosts observes calls.</summary>
internal static class CallListener
{
    private const string NameKey = "slo.dependency";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, int> Users = new(StringComparer.Ordinal);
    private static volatile FrozenSet<string> _sources = [];
    private static ActivityListener? _listener;

    internal static bool IsSource(string name) => _sources.Contains(name);

    internal static void Add(IEnumerable<string> sources) => Change(sources, 1);

    internal static void Remove(IEnumerable<string> sources) => Change(sources, -1);

    private static void Change(IEnumerable<string> sources, int by)
    {
        lock (Gate)
        {
            foreach (var source in sources)
            {
                var users = Users.GetValueOrDefault(source) + by;
                if (users > 0)
                {
                    Users[source] = users;
                }
                else
                {
                    Users.Remove(source);
                }
            }

            RunningWork.IsObserved = Users.Count > 0;
            if (!_sources.SetEquals(Users.Keys))
            {
                _sources = Users.Keys.ToFrozenSet(StringComparer.Ordinal);
                _listener?.Dispose();
                _listener = _sources.Count == 0 ? null : Listen();
            }
        }
    }

    private static ActivityListener Listen()
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => IsSource(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => Sample(options.Kind),
            SampleUsingParentId = (ref ActivityCreationOptions<string> options) => Sample(options.Kind),
            ActivityStarted = Started,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    // Not recorded: what is exported stays the decision of the app's own tracing.
    private static ActivitySamplingResult Sample(ActivityKind kind) =>
        kind == ActivityKind.Client && RunningWork.Exists ? ActivitySamplingResult.AllData : ActivitySamplingResult.None;

    private static void Started(Activity activity)
    {
        if (activity.Kind == ActivityKind.Client && !SloDependency.IsInside
            && RunningWork.TryLink(activity.Parent, out CallLink link, out Activity? outer) && outer is null)
        {
            link.Open(new OpenCall(activity, TimeProvider.System.GetTimestamp()));
        }
    }

    // A call within a call counts once, as the outer one: gRPC calls by HTTP, and has the better status; HTTP knows the address.
    private static void Stopped(Activity activity)
    {
        if (activity.Kind != ActivityKind.Client || SloDependency.IsInside
            || !RunningWork.TryLink(activity.Parent, out CallLink link, out Activity? outer))
        {
            return;
        }

        var name = NameOf(activity);
        if (outer is null)
        {
            link.Close(activity, name, activity.Duration.Ticks, CallTags.OutcomeOf(activity));
        }
        else if (name is not null && !link.TryName(outer, name))
        {
            outer.SetCustomProperty(NameKey, name);
        }
    }

    internal static string? NameOf(Activity activity) => CallTags.NameOf(activity) ?? activity.GetCustomProperty(NameKey) as string;
}

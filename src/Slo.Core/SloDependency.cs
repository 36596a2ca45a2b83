using System.Diagnostics;
using Slo.Dependencies;

namespace Slo;

/// <summary>A scope around a call to a dependency that makes no <see cref="Activity"/>, or that should count under another
/// name.</summary>
/// <remarks>Not thread-safe, but it can move between threads with an <c>await</c>. Calls within the scope are part of it and do not count
/// by themselves. Outside a request, or where calls are not observed, it does nothing.</remarks>
/// <example><code>
/// using SloDependency call = SloDependency.Start("payments");
/// if (!await TryPayAsync())
/// {
///     call.Fail();
/// }
/// </code></example>
public sealed class SloDependency : IDisposable
{
    private static readonly SloDependency None = new("", default, TimeProvider.System);
    private static readonly AsyncLocal<SloDependency?> Current = new();

    private readonly CallLink _link;
    private readonly TimeProvider _time;
    private readonly long _started;
    private CallOutcome _outcome;
    private bool _isOver;

    private SloDependency(string name, CallLink link, TimeProvider time)
    {
        Name = name;
        _link = link;
        _time = time;
        _started = time.GetTimestamp();
    }

    /// <summary>The sources of activities that are observed unless others are given: HttpClient, gRPC, Npgsql, MySqlConnector, SqlClient,
    /// Entity Framework Core. Not StackExchange.Redis, whose activities are created after the call: use
    /// <see cref="Start(string, TimeProvider?)"/> there.</summary>
    public static IReadOnlyList<string> DefaultSources { get; } =
    [
        "System.Net.Http", "Grpc.Net.Client", "Npgsql", "MySqlConnector", "Microsoft.Data.SqlClient",
        "OpenTelemetry.Instrumentation.SqlClient", "OpenTelemetry.Instrumentation.EntityFrameworkCore",
    ];

    internal string Name { get; }

    /// <summary>Whether the current call is part of one that is counted already.</summary>
    internal static bool IsInside => Current.Value is { _isOver: false };

    /// <summary>Observes calls, in the whole process, until the result is disposed. <c>AddDependencies</c> does it for a host.</summary>
    /// <remarks>A call that is linked to work gets an activity with all data, which is not recorded: what is exported stays the decision of
    /// the app's own tracing.</remarks>
    /// <param name="sources">The names of activity sources; default <see cref="DefaultSources"/>. Activities of the kind client
    /// count.</param>
    public static IDisposable Observe(params IEnumerable<string> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        string[] all = [.. sources];
        return new CallObservation(all.Length == 0 ? [.. DefaultSources] : all);
    }

    /// <summary>Begins a call. It succeeds unless <see cref="Fail"/> is called; <see cref="RunAsync"/> does that for exceptions.</summary>
    /// <param name="name">The dependency: letters, digits and <c>. - _ : / [ ]</c>, at most 64. Another name counts as
    /// <see cref="SloDependencyStatus.Other"/>.</param>
    /// <param name="time">The clock; default <see cref="TimeProvider.System"/>.</param>
    /// <returns>A scope. Allocates it and an execution context, about 150 bytes; nothing where there is nothing to count.</returns>
    public static SloDependency Start(string name, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryLink(out CallLink link) ? Start(name, link, time) : None;
    }

    /// <summary>Begins a call to an address, which counts by its host, and its port if that is not the usual one: never by its path, its
    /// query or its credentials.</summary>
    /// <param name="address">Absolute; of another one the name is <see cref="SloDependencyStatus.Other"/>.</param>
    /// <param name="time">The clock; default <see cref="TimeProvider.System"/>.</param>
    /// <returns>A scope. Allocates it and an execution context, about 150 bytes; nothing where there is nothing to count.</returns>
    public static SloDependency Start(Uri? address, TimeProvider? time = null) => !TryLink(out CallLink link) ? None : Start(
        address is not { IsAbsoluteUri: true } ? SloDependencyStatus.Other
            : AddressNames.Shared.Of(address.IdnHost, address.IsDefaultPort ? null : address.Port), link, time);

    /// <summary>Makes a call, which fails if it throws; it is cancelled if it throws an <see cref="OperationCanceledException"/>.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="name">The dependency; see <see cref="Start(string, TimeProvider)"/>.</param>
    /// <param name="call">The call. Its exceptions are passed on.</param>
    public static async Task<T> RunAsync<T>(string name, Func<Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        using SloDependency scope = Start(name);
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            scope.End(exception);
            throw;
        }
    }

    /// <summary>The call failed.</summary>
    public void Fail() => Set(CallOutcome.Failed);

    /// <summary>Its caller ended the call. It counts as failed, unless another call of the request failed.</summary>
    public void Cancel() => Set(CallOutcome.Cancelled);

    /// <summary>Ends the call; a second time does nothing.</summary>
    public void Dispose()
    {
        // It stays the current one of its execution context: that it is over says the same as another context without it, which would have
        // to be allocated.
        if (_link.Exists && !_isOver)
        {
            _isOver = true;
            _link.Close(this, Name, _time.GetElapsedTime(_started).Ticks, _outcome);
        }
    }

    // The work that a call made now belongs to; null: none, or it is part of another call.
    private static bool TryLink(out CallLink link)
    {
        link = default;
        return RunningWork.IsObserved && !IsInside && RunningWork.TryLink(Activity.Current, out link, out Activity? outer) && outer is null;
    }

    private static SloDependency Start(string name, CallLink link, TimeProvider? time)
    {
        SloDependency call = new(name, link, time ?? TimeProvider.System);
        Current.Value = call;
        link.Open(new OpenCall(call, TimeProvider.System.GetTimestamp()));
        return call;
    }

    private void End(Exception exception) =>
        Set(exception is OperationCanceledException { InnerException: not TimeoutException } ? CallOutcome.Cancelled : CallOutcome.Failed);

    // The one that counts nothing is shared.
    private void Set(CallOutcome outcome)
    {
        if (_link.Exists)
        {
            _outcome = outcome;
        }
    }
}

using Slo.Hosting.Reactions.Actions.HaProxy;

namespace Slo;

/// <summary>
/// Sets the weight or the state of a server of HAProxy over its runtime API. Undo restores the previous value; if another change was made
/// in the meantime, it changes nothing and fails. HAProxy loses the value when it restarts (docs/actions.md).
/// </summary>
public sealed class HaProxyAction : SloReactionAction
{
    /// <summary>The address of the runtime API: <c>unix:///run/haproxy.sock</c> or <c>tcp://127.0.0.1:9999</c>. Its <c>stats socket</c>
    /// needs <c>level admin</c>. Required.</summary>
    public Uri? Address { get; set; }

    /// <summary>The name of the backend.</summary>
    public string Backend { get; set; } = "";

    /// <summary>The name of the server in the backend.</summary>
    public string Server { get; set; } = "";

    /// <summary>The weight to set: 0 to 256, or a share of the configured weight from <c>0%</c> to <c>100%</c>. With 0 the server gets no
    /// new requests, except those of sticky sessions; the call fails if no other server of the backend is up. Set either this or
    /// <see cref="State"/>.</summary>
    public string? Weight { get; set; }

    /// <summary>The state to set: <c>ready</c>, <c>drain</c> (no new sessions) or <c>maint</c> (no requests). For the last two, the call
    /// fails if no other server of the backend is up. Set either this or <see cref="Weight"/>.</summary>
    public string? State { get; set; }

    /// <inheritdoc/>
    public override string Resource => $"haproxy {Backend}/{Server} at {RuntimeApiPlace.Of(Address)}";

    /// <inheritdoc/>
    protected internal override bool IsIdempotent => true;

    private ServerSetting Setting => new(Weight, State);

    /// <inheritdoc/>
    /// <returns>The current weight or state, and the value that will be set; null if there is no such server, which
    /// <see cref="ApplyAsync"/> reports.</returns>
    public override async Task<string?> PrepareAsync(SloReactionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return Setting.Memo(await ReadAsync(cancellationToken).ConfigureAwait(false)).ToString();
        }
        catch (RuntimeApiException exception) when (exception.IsFinal)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            ServerState server = await ReadAsync(cancellationToken).ConfigureAwait(false);
            return await SetAsync(server, Setting.Name, Setting.Wanted(server), cancellationToken).ConfigureAwait(false);
        });

    /// <inheritdoc/>
    public override Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TryAsync(() => RestoreAsync(request.Memo, cancellationToken));
    }

    /// <inheritdoc/>
    public override async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await ReadAsync(cancellationToken).ConfigureAwait(false);
            return await RuntimeApi.IsAdminAsync(Address!, cancellationToken).ConfigureAwait(false)
                ? null : $"{nameof(Address)} '{Address}': must lead to a socket that may change servers; write 'level admin' on its line "
                    + "'stats socket'";
        }
        catch (RuntimeApiException exception) when (exception.Setting is { } setting)
        {
            var value = setting == nameof(Backend) ? Backend : setting == nameof(Server) ? Server : Address!.ToString();
            return $"{setting} '{value}': {exception.Message}";
        }
        catch (Exception exception) when (exception is RuntimeApiException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"set the {Setting.Name} of {Backend}/{Server} to {Setting.Value}";

    /// <inheritdoc/>
    protected internal override void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Address(nameof(Address), Address, value => Address = value);
        settings.Text(nameof(Backend), Backend, value => Backend = value);
        settings.Text(nameof(Server), Server, value => Server = value);
        settings.Text(nameof(Weight), Weight, value => Weight = value);
        settings.Text(nameof(State), State, value => State = value);
        base.DescribeSettings(settings);
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<string> GetFaults() =>
        [.. HaProxyFaults.OfAddress(Address), .. HaProxyFaults.OfNames(Backend, Server), .. HaProxyFaults.OfValues(Weight, State)];

    private static async Task<SloReactionResult> TryAsync(Func<Task<SloReactionResult>> change)
    {
        try
        {
            return await change().ConfigureAwait(false);
        }
        catch (RuntimeApiException exception)
        {
            return exception.IsFinal ? SloReactionResult.Failed(exception.Message) : SloReactionResult.Retry(exception.Message);
        }
    }

    private Task<ServerState> ReadAsync(CancellationToken cancellationToken) =>
        RuntimeApi.ReadAsync(Address!, Backend, Server, cancellationToken);

    private async Task<SloReactionResult> RestoreAsync(string? text, CancellationToken cancellationToken)
    {
        if (ServerMemo.Of(text, Setting.Name) is not { } memo)
        {
            return SloReactionResult.Failed($"what the {Setting.Name} was before is not known");
        }

        ServerState server = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var now = ServerSetting.In(memo.Name, server);
        var wanted = memo.Name == Setting.Name ? Setting.Wanted(server) : null;
        return now == memo.Before || now == memo.Set || now == wanted
            ? await SetAsync(server, memo.Name, memo.Before, cancellationToken).ConfigureAwait(false)
            : SloReactionResult.Failed($"{memo.Name} is {now}, neither {memo.Set ?? wanted} as set nor {memo.Before} as before: it was "
                + "changed since, and is left as it is");
    }

    private async Task<SloReactionResult> SetAsync(ServerState server, string name, string value, CancellationToken cancellationToken)
    {
        var now = ServerSetting.In(name, server);
        if (now == value)
        {
            return SloReactionResult.Done($"{name} is {value} already");
        }

        if (ServerSetting.TakesAllAway(name, value) && !server.HasOthers)
        {
            return SloReactionResult.Failed(
                $"no other server of backend '{Backend}' is up and has weight: {name} is {now}, and is left as it is");
        }

        await RuntimeApi.SetAsync(Address!, $"set server {Backend}/{Server} {name} {value}", cancellationToken).ConfigureAwait(false);
        return SloReactionResult.Done($"{name} {now} -> {value}");
    }
}

using Slo.Kubernetes.Api;

namespace Slo.Kubernetes.Routes;

/// <summary>A route in the cluster. A change applies only to the version that was read. If the object has another version by then, it is
/// read again.</summary>
internal sealed class RouteObject(ApiClient client, RouteKind kind, RoutePlace place) : IDisposable
{
    /// <summary>The maximum number of tries if the object is changed at the same time.</summary>
    internal const int MaximumTries = 5;

    private string Path => $"apis/{kind.Group}/{place.Version}/namespaces/{place.Namespace}/{kind.Plural}/{place.Name}";

    /// <exception cref="ApiException">It cannot be read.</exception>
    internal async Task<RouteReading> ReadAsync(CancellationToken cancellationToken) =>
        new(await client.GetAsync(Path, cancellationToken).ConfigureAwait(false), kind, place);

    /// <param name="decide">Returns the change of a version; called for each version that is read.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ApiException">The object cannot be read or changed.</exception>
    /// <exception cref="HttpRequestException">It is not known whether the object was changed.</exception>
    internal async Task<SloReactionResult> ChangeAsync(Func<RouteReading, RouteDecision> decide, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaximumTries; tries++)
        {
            RouteReading now = await ReadAsync(cancellationToken).ConfigureAwait(false);
            RouteDecision decision = decide(now);
            if (decision.Wanted is not { } wanted)
            {
                return SloReactionResult.Failed(decision.Refusal!);
            }

            if (now.Weights.IsSameAs(wanted))
            {
                return SloReactionResult.Done($"weights are {wanted} already");
            }

            if (await client.TryPatchAsync(Path, now.Patch(wanted), isDryRun: false, cancellationToken).ConfigureAwait(false))
            {
                return SloReactionResult.Done($"weights {now.Weights} -> {wanted}");
            }
        }

        return SloReactionResult.Retry($"others changed {kind.Name} {place.Namespace}/{place.Name} {MaximumTries} times at the same time");
    }

    /// <summary>Checks with a dry run whether the change is allowed.</summary>
    /// <exception cref="ApiException">It is not allowed, or this could not be checked.</exception>
    internal async Task CheckAsync(int share, CancellationToken cancellationToken)
    {
        RouteReading now = await ReadAsync(cancellationToken).ConfigureAwait(false);
        RouteDecision decision = now.With(share);
        if (decision.Wanted is { } wanted)
        {
            await client.TryPatchAsync(Path, now.Patch(wanted), isDryRun: true, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => client.Dispose();
}

using Slo.Kubernetes.Api;

namespace Slo.Kubernetes.Routes;

/// <summary>A route in the cluster. A change holds for the version that was read: of another version the API server says so, and what to do
/// is decided anew.</summary>
internal sealed class RouteObject(ApiClient client, RouteKind kind, RoutePlace place) : IDisposable
{
    /// <summary>How often an object that others change is read anew.</summary>
    internal const int MaximumTries = 5;

    private string Path => $"apis/{kind.Group}/{place.Version}/namespaces/{place.Namespace}/{kind.Plural}/{place.Name}";

    /// <exception cref="ApiException">It cannot be read.</exception>
    internal async Task<RouteReading> ReadAsync(CancellationToken cancellationToken) =>
        new(await client.GetAsync(Path, cancellationToken).ConfigureAwait(false), kind, place);

    /// <param name="decide">Called with each version.</param>
    /// <param name="cancellationToken">The time is over.</param>
    /// <exception cref="ApiException">It cannot be read or changed.</exception>
    /// <exception cref="HttpRequestException">Whether it was changed is not known. The next call reads it again, and finds out.</exception>
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

    /// <summary>Whether the change would be allowed, without making it.</summary>
    /// <exception cref="ApiException">It would not, or that is not known.</exception>
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

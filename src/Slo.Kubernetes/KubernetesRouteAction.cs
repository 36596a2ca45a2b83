using Slo.Kubernetes.Api;
using Slo.Kubernetes.Routes;

namespace Slo;

/// <summary>
/// Sets the weight of one destination of a route in Kubernetes, in percent. The other destinations share the rest in their current
/// proportions, so the weights add up to 100. Undo restores the previous weights; if another change was made in the meantime, it changes
/// nothing and fails (docs/actions.md).
/// </summary>
public abstract class KubernetesRouteAction : SloReactionAction
{
    private readonly RouteKind _kind;

    private protected KubernetesRouteAction(RouteKind kind) => _kind = kind;

    /// <summary>The name of the object.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its namespace. Default: that of the service account or of the context of the kubeconfig.</summary>
    public string? Namespace { get; set; }

    /// <summary>The name of the route in the object, or its number from 0. Default: its only route.</summary>
    public string? Route { get; set; }

    /// <summary>The destination of the route whose weight is set.</summary>
    public string Destination { get; set; } = "";

    /// <summary>The weight to set, from 0 (the default) to 100 percent. If no other destination has weight, nothing is changed, and the
    /// call fails.</summary>
    public int Weight { get; set; }

    /// <summary>The version of the API. Default <c>v1</c>.</summary>
    public string ApiVersion { get; set; } = "v1";

    /// <summary>The path of a kubeconfig. Default: the service account of the pod.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>The context in the kubeconfig. Default: its current one.</summary>
    public string? Context { get; set; }

    /// <inheritdoc/>
    /// <remarks>Contains the address of the API server and the namespace, which are read from the kubeconfig or from the files of the
    /// pod.</remarks>
    public override string Resource
    {
        get
        {
            ClusterPlace place = Kubeconfig is { } path ? KubeconfigFile.Place(path, Context) : Pod.Place();
            var cluster = place.Server?.AbsoluteUri.TrimEnd('/') ?? (Kubeconfig is null ? "(this cluster)" : $"{Kubeconfig} {Context}");

            // Without a name, the route is the only one, which has the number 0.
            return $"{_kind.Name} {Namespace ?? place.Namespace ?? "(default)"}/{Name} route {Route ?? "0"} at {cluster.TrimEnd()}";
        }
    }

    /// <inheritdoc/>
    /// <remarks>True: a patch applies only to the version of the object that was read, so it cannot be applied twice.</remarks>
    protected override bool IsIdempotent => true;

    /// <summary>The service account of the pod.</summary>
    internal PodAccess Pod { get; set; } = new();

    /// <inheritdoc/>
    /// <returns>The current weights, and those that will be set; null if there is no such route, which <see cref="ApplyAsync"/>
    /// reports.</returns>
    public override async Task<string?> PrepareAsync(SloReactionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using RouteObject route = Open();
            return (await route.ReadAsync(cancellationToken).ConfigureAwait(false)).Memo(Weight).ToString();
        }
        catch (ApiException exception) when (exception.IsFinal)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">It is not known whether the object was changed. The next call reads it again.</exception>
    public override Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            using RouteObject route = Open();
            return await route.ChangeAsync(now => now.With(Weight), cancellationToken).ConfigureAwait(false);
        });

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">It is not known whether the object was changed. The next call reads it again.</exception>
    public override Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TryAsync(async () =>
        {
            if (RouteMemo.Of(request.Memo) is not { } memo)
            {
                return SloReactionResult.Failed("what the weights were before is not known");
            }

            using RouteObject route = Open();
            return await route.ChangeAsync(now => now.Back(memo, Weight), cancellationToken).ConfigureAwait(false);
        });
    }

    /// <inheritdoc/>
    public override async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            using RouteObject route = Open();
            await route.CheckAsync(Weight, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ApiException exception) when (exception.IsFinal && exception.IsProblem)
        {
            var key = exception.Setting ?? nameof(Name);
            return $"{key} '{SloText.OneLine(ValueOf(key))}': {exception.Message}";
        }
        catch (Exception exception) when (exception is ApiException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"set the share of {Destination} in {_kind.Name} {Name} to {Weight} %");

    /// <inheritdoc/>
    protected override void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Text(nameof(Name), Name, value => Name = value);
        settings.Text(nameof(Namespace), Namespace, value => Namespace = value);
        settings.Text(nameof(Route), Route, value => Route = value);
        settings.Text(nameof(Destination), Destination, value => Destination = value);
        settings.Number(nameof(Weight), Weight, value => Weight = value, 0, RouteWeights.Whole);
        settings.Text(nameof(ApiVersion), ApiVersion, value => ApiVersion = value);
        settings.Text(nameof(Kubeconfig), Kubeconfig, value => Kubeconfig = value);
        settings.Text(nameof(Context), Context, value => Context = value);
        base.DescribeSettings(settings);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> GetFaults() =>
    [
        .. NameFaults.Of(nameof(Name), Name, $"the name of the {_kind.Name}"),
        .. Namespace is null ? [] : NameFaults.Of(nameof(Namespace), Namespace, "a namespace, or leave it out"),
        .. NameFaults.Of(nameof(ApiVersion), ApiVersion, "a version, for example v1"),
        .. string.IsNullOrWhiteSpace(Destination) ? [$"{nameof(Destination)}: is missing; write {_kind.DestinationHelp}"] : (string[])[],
        .. Context is not null && Kubeconfig is null
            ? [$"{nameof(Context)} '{SloText.OneLine(Context)}': is read from a kubeconfig; set Kubeconfig too"] : (string[])[],
    ];

    private static async Task<SloReactionResult> TryAsync(Func<Task<SloReactionResult>> change)
    {
        try
        {
            return await change().ConfigureAwait(false);
        }
        catch (ApiException exception)
        {
            return exception.IsFinal ? SloReactionResult.Failed(exception.Message) : SloReactionResult.Retry(exception.Message);
        }
    }

    private RouteObject Open()
    {
        ClusterAccess access = Kubeconfig is { } path ? KubeconfigFile.Read(path, Context) : Pod.Read();
        return new(new ApiClient(access), _kind, new(Namespace ?? access.Namespace, Name, Route, Destination, ApiVersion));
    }

    private string ValueOf(string key) => key switch
    {
        nameof(Route) => Route ?? "",
        nameof(Destination) => Destination,
        nameof(Kubeconfig) => Kubeconfig ?? "",
        nameof(Context) => Context ?? "",
        _ => Name,
    };
}

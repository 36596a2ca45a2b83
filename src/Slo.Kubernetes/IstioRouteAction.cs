using Slo.Kubernetes.Routes;

namespace Slo;

/// <summary>Sets the weight of a destination of an HTTP route of an Istio <c>VirtualService</c>, in percent, for example that of the subset
/// <c>canary</c> to 0.</summary>
/// <remarks><see cref="KubernetesRouteAction.Destination"/> is a subset, a host, or both as <c>host/subset</c>.</remarks>
public sealed class IstioRouteAction() : KubernetesRouteAction(RouteKind.Istio);

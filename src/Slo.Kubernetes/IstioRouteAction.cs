using Slo.Kubernetes.Routes;

namespace Slo;

/// <summary>Sets the share of a destination of an HTTP route of an Istio <c>VirtualService</c>, for example of the subset <c>canary</c> to
/// 0.</summary>
/// <remarks><see cref="KubernetesRouteAction.Destination"/> is a subset, a host, or both as <c>host/subset</c>.</remarks>
public sealed class IstioRouteAction() : KubernetesRouteAction(RouteKind.Istio);

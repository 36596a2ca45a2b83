using Slo.Kubernetes.Routes;

namespace Slo;

/// <summary>Sets the weight of a backend of a rule of a Gateway API <c>HTTPRoute</c>, in percent.</summary>
/// <remarks><see cref="KubernetesRouteAction.Destination"/> is the name of a service, or <c>name:port</c>;
/// <see cref="KubernetesRouteAction.Route"/> is the name or the number of a rule.</remarks>
public sealed class HttpRouteAction() : KubernetesRouteAction(RouteKind.Gateway);

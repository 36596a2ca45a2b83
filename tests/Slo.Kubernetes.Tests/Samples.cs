namespace Slo.Kubernetes.Tests;

/// <summary>Objects as clusters have them.</summary>
internal static class Samples
{
    internal const string VirtualServicePath = "/apis/networking.istio.io/v1/namespaces/shop/virtualservices/shop";
    internal const string HttpRoutePath = "/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/shop";

    /// <summary>The canary of the article gets 10 %.</summary>
    internal const string VirtualService = """
        {
          "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
          "metadata": { "name": "shop", "namespace": "shop", "labels": { "app": "shop" } },
          "spec": {
            "hosts": ["shop.example.com"],
            "http": [
              { "name": "assets", "match": [{ "uri": { "prefix": "/assets" } }], "route": [{ "destination": { "host": "assets" } }] },
              {
                "name": "primary", "timeout": "2.50s", "unknownToUs": { "a": [1, 2.0, null] },
                "route": [
                  { "destination": { "host": "shop", "subset": "stable" }, "weight": 90, "headers": { "request": { "set": { "x": "1" } } } },
                  { "destination": { "host": "shop", "subset": "canary" }, "weight": 10 }
                ]
              }
            ]
          }
        }
        """;

    internal const string HttpRoute = """
        {
          "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
          "metadata": { "name": "shop", "namespace": "shop" },
          "spec": {
            "rules": [
              { "backendRefs": [{ "name": "shop", "port": 80, "weight": 9 }, { "name": "shop-canary", "port": 80 }] }
            ]
          }
        }
        """;
}

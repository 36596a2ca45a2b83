using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Reads from the metadata of Grpc.AspNetCore whether a method streams. By reflection with constant names, which trimming understands,
/// because this package does not depend on gRPC.
/// </summary>
internal static class GrpcMethods
{
    private static readonly Type? Metadata = Type.GetType("Grpc.AspNetCore.Server.GrpcMethodMetadata, Grpc.AspNetCore.Server");

    private static readonly PropertyInfo? Method =
        Type.GetType("Grpc.AspNetCore.Server.GrpcMethodMetadata, Grpc.AspNetCore.Server")?.GetProperty("Method");

    private static readonly PropertyInfo? MethodKind = Type.GetType("Grpc.Core.IMethod, Grpc.Core.Api")?.GetProperty("Type");

    /// <summary>Whether the method of an endpoint streams; null if it is no gRPC method.</summary>
    internal static bool? IsStreaming(Endpoint endpoint)
    {
        if (Metadata is null)
        {
            return null;
        }

        foreach (var metadata in endpoint.Metadata)
        {
            if (Metadata.IsInstanceOfType(metadata))
            {
                return Method?.GetValue(metadata) is { } method && MethodKind?.GetValue(method) is { } kind
                    ? kind.ToString() != "Unary" : null;
            }
        }

        return null;
    }
}

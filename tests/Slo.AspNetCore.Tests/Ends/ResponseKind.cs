namespace Slo.AspNetCore.Tests.Ends;

/// <summary>What is requested. All but the plain response and the unary call have started before the end.</summary>
public enum ResponseKind
{
    Plain,
    Download,
    EventStream,
    GrpcUnary,
    GrpcStreaming,
}

namespace Slo.AspNetCore.Requests;

/// <summary>Whether responses of an endpoint last as long as their clients listen.</summary>
internal enum StreamKind
{
    /// <summary>The metadata of the endpoint do not say; the content type of the response may.</summary>
    Unknown,

    /// <summary>A unary gRPC method.</summary>
    Never,

    /// <summary>A hub of SignalR: receiving is a GET, sending is not.</summary>
    Get,

    /// <summary>A streaming gRPC method, or an endpoint that the app marked.</summary>
    Always,
}

namespace Slo.AspNetCore.Requests;

/// <summary>What ended a request. Where several things happened, the first one counts.</summary>
internal enum RequestEnd
{
    /// <summary>The handler: by its response, or by an exception of its own.</summary>
    Handler,

    /// <summary>The client went away, and what the handler did after that came of it.</summary>
    Client,

    /// <summary>The server aborted the connection, or reset the stream with an error.</summary>
    Server,

    /// <summary>A time-out of the server, while the client was still waiting.</summary>
    TimeOut,

    /// <summary>The deadline that the client of a gRPC call sent along.</summary>
    Deadline,

    /// <summary>The host, which aborts what is left when its shutdown time is over.</summary>
    Shutdown,
}

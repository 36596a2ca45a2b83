namespace Slo.AspNetCore.Tests.Ends;

/// <summary>Who ends a request.</summary>
public enum Ender
{
    Handler,
    Client,
    HandlerAfterClient,
    Server,
    TimeOut,
    Deadline,
}

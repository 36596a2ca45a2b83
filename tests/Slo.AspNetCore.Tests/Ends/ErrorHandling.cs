namespace Slo.AspNetCore.Tests.Ends;

/// <summary>The middleware for errors, outside of request time-outs.</summary>
public enum ErrorHandling
{
    None,
    ExceptionHandlerPath,
    ExceptionHandlerService,
    PagesReExecuted,
    PagesRedirected,
}

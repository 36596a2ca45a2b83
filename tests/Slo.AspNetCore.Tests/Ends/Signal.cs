namespace Slo.AspNetCore.Tests.Ends;

/// <summary>What the handler does at the end.</summary>
public enum Signal
{
    Return,
    Exception,
    WrappedException,
    Abort,
    Reset,
    Token,
    Status,
}

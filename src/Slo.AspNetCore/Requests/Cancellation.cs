using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>Distinguishes exceptions that come of a client that went away from failures. Looks through wrapping exceptions.</summary>
internal static class Cancellation
{
    private const int MaximumDepth = 16;

    /// <summary>
    /// Whether the exception alone shows that the connection broke. Kestrel throws these first and cancels the token a moment later, on
    /// another thread: often too late for us.
    /// </summary>
    internal static bool IsConnectionLost(Exception? error)
    {
        for (var depth = 0; error is not null && depth < MaximumDepth; depth++, error = error.InnerException)
        {
            if (error is ConnectionResetException
                or BadHttpRequestException { Message: "Unexpected end of request content." }
                or IOException { Message: "The client reset the request stream." })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an exception, thrown after the client went away, comes of that. A time-out or any other failure does not.</summary>
    internal static bool IsConsequence(Exception error) =>
        error.GetType() == typeof(IOException) || IsCancellation(error, MaximumDepth) || IsConnectionLost(error);

    private static bool IsCancellation(Exception? error, int depth) => depth > 0 && error switch
    {
        null or TimeoutException => false,
        AggregateException { InnerExceptions: var inner } => inner.Count > 0 && inner.All(each => IsCancellation(each, depth - 1)),

        // HttpClient reports its time-out as a cancellation with this inner exception.
        OperationCanceledException => error.InnerException is not TimeoutException,
        _ => IsNamedCancellation(error) || IsCancellation(error.InnerException, depth - 1),
    };

    // Libraries that have an exception of their own for a cancelled call. By name, because this package does not depend on them.
    private static bool IsNamedCancellation(Exception error) => error.GetType().FullName switch
    {
        "Grpc.Core.RpcException" => error.Message.StartsWith("Status(StatusCode=\"Cancelled\"", StringComparison.Ordinal),
        "Microsoft.Data.SqlClient.SqlException" => error.Message.Contains("Operation cancelled by user", StringComparison.Ordinal),
        _ => false,
    };
}

using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Requests;

/// <summary>What the requests to one endpoint count for.</summary>
/// <param name="objectives">Each with the method it is limited to, or null for any.</param>
internal sealed class EndpointObjectives((HttpObjective Objective, string? Method)[] objectives)
{
    internal static readonly EndpointObjectives None = new([]);

    internal bool IsEmpty => objectives.Length == 0;

    internal void Record(in CompletedRequest request)
    {
        if (objectives.Length == 0 || HttpMethods.IsOptions(request.Method))
        {
            return;
        }

        foreach ((HttpObjective objective, string? method) in objectives)
        {
            if (method is null || HttpMethods.Equals(method, request.Method))
            {
                objective.Record(request);
            }
        }
    }
}

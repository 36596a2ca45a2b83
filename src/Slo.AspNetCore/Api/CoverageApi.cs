using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Requests;

namespace Slo.AspNetCore.Api;

/// <summary>The coverage of the service by objectives.</summary>
/// <param name="counting">Counts the requests of the host.</param>
/// <param name="time">The host's clock.</param>
internal sealed class CoverageApi(RequestCounting counting, TimeProvider time)
{
    internal Task Get(HttpContext context) => Answers.Write(
        context, CoverageDocument.Of(time.GetUtcNow(), counting.Coverage.Report), InsightJson.Default.CoverageDocument);
}

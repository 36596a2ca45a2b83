using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>What the fleet is made of.</summary>
internal sealed class FleetApi(SloFleet? fleet)
{
    internal async Task Get(HttpContext context)
    {
        IReadOnlyList<SloFleetInstance>? instances = fleet is null
            ? [] : await fleet.TryReadInstancesAsync(context.RequestAborted).ConfigureAwait(false);
        await Answers.Write(context, fleet is null ? FleetDocument.None : FleetDocument.Of(fleet, instances), SloJson.Default.FleetDocument).ConfigureAwait(false);
    }
}

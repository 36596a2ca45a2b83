using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>What the fleet is made of.</summary>
internal sealed class FleetApi(SloFleet? fleet)
{
    internal async Task Get(HttpContext context)
    {
        IReadOnlyList<SloFleetInstance>? instances = fleet is null
            ? [] : await fleet.TryReadInstancesAsync(context.RequestAborted).ConfigureAwait(false);
        FleetDocument document = fleet is null ? FleetDocument.None : FleetDocument.Of(fleet, instances);
        await Answers.Write(context, document, SloJson.Default.FleetDocument).ConfigureAwait(false);
    }
}

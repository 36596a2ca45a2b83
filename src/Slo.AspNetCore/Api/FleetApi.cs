using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>What the fleet is made of.</summary>
internal sealed class FleetApi(SloFleet? fleet)
{
    internal async Task Get(HttpContext context)
    {
        if (fleet is null)
        {
            await Answers.Problem(
                context, StatusCodes.Status404NotFound, "This instance is in no fleet: see AddFleet of ISloBuilder.").ConfigureAwait(false);
            return;
        }

        IReadOnlyList<SloFleetInstance>? instances = await fleet.TryReadInstancesAsync(context.RequestAborted).ConfigureAwait(false);
        await Answers.Write(context, FleetDocument.Of(fleet, instances), SloJson.Default.FleetDocument).ConfigureAwait(false);
    }
}

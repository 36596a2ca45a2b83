namespace Shop;

/// <summary>The shop's API.</summary>
internal static class ShopEndpoints
{
    internal static void Map(WebApplication app)
    {
        app.MapGet("/products", async (Catalogue catalogue, Faults faults, CancellationToken cancellation) =>
            await faults.StrikeAsync(cancellation) ?? Results.Ok(catalogue.All));

        app.MapGet("/products/{id:int}", async (int id, Catalogue catalogue, Faults faults, CancellationToken cancellation) =>
            await faults.StrikeAsync(cancellation) ?? (catalogue.Find(id) is { } product ? Results.Ok(product) : Results.NotFound()));

        app.MapPost("/orders", PlaceOrderAsync);

        app.MapPost("/faults", async (FaultSettings settings, Faults faults, PaymentClient payments, CancellationToken cancellation) =>
        {
            if (!settings.IsValid)
            {
                return Results.Problem("Shares must be from 0 to 1, latencyMilliseconds from 0 to 10000.", statusCode: StatusCodes.Status400BadRequest);
            }

            await payments.BreakAsync(settings.PaymentErrorShare, cancellation);
            faults.Settings = settings;
            return Results.Ok(settings);
        }).ExcludeFromSlo();
    }

    private static async Task<IResult> PlaceOrderAsync(
        Order order, Catalogue catalogue, Faults faults, PaymentClient payments, IOrderStore orders, CancellationToken cancellation)
    {
        if (catalogue.Find(order.ProductId) is not { } product || order.Quantity is < 1 or > 100)
        {
            return Results.BadRequest("There is no such product, or not in this quantity.");
        }

        if (await faults.StrikeAsync(cancellation) is { } fault)
        {
            return fault;
        }

        if (!await payments.PayAsync(product.Price * order.Quantity, cancellation))
        {
            return Results.StatusCode(StatusCodes.Status502BadGateway);
        }

        var id = Guid.NewGuid();
        return await orders.TryAddAsync(id, order, cancellation)
            ? Results.Created($"/orders/{id}", order)
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}

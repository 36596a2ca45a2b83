using System.Net;

namespace Shop;

/// <summary>The shop's API.</summary>
internal static class ShopEndpoints
{
    internal static void Map(WebApplication app)
    {
        app.MapGet("/products", async (HttpContext http, Catalogue catalogue, Faults faults) =>
            await faults.StrikeAsync(http) ?? Results.Ok(catalogue.All));

        app.MapGet("/products/{id:int}", async (HttpContext http, int id, Catalogue catalogue, Faults faults) =>
            await faults.StrikeAsync(http) ?? (catalogue.Find(id) is { } product ? Results.Ok(product) : Results.NotFound()));

        app.MapPost("/orders", PlaceOrderAsync);

        app.MapPost("/refunds", RefundAsync);

        // Only for this machine.
        app.MapPost("/faults", async (FaultSettings settings, Faults faults, PaymentClient payments, CancellationToken cancellation) =>
        {
            if (!settings.IsValid)
            {
                return Results.Problem("Shares must be from 0 to 1, milliseconds from 0 to 10000.", statusCode: StatusCodes.Status400BadRequest);
            }

            await payments.BreakAsync(settings.OfPayments, cancellation);
            faults.Settings = settings;
            return Results.Ok(settings);
        }).ExcludeFromSlo().AddEndpointFilter((context, next) =>
            context.HttpContext.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
                ? next(context) : ValueTask.FromResult<object?>(Results.NotFound()));
    }

    private static async Task<IResult> PlaceOrderAsync(
        HttpContext http, Order order, Catalogue catalogue, Faults faults, PaymentClient payments, IOrderStore orders)
    {
        CancellationToken cancellation = http.RequestAborted;
        if (catalogue.Find(order.ProductId) is not { } product || order.Quantity is < 1 or > 100)
        {
            return Results.BadRequest("There is no such product, or not in this quantity.");
        }

        if (await faults.StrikeAsync(http) is { } fault)
        {
            return fault;
        }

        var amount = product.Price * order.Quantity;
        if (faults.Settings.HasNewDiscount)
        {
            // A bug: it divides by zero for an order of three.
            amount -= amount / 10 / (3 - order.Quantity);
        }

        if (!await payments.PayAsync(amount, cancellation))
        {
            return Results.StatusCode(StatusCodes.Status502BadGateway);
        }

        var id = Guid.NewGuid();
        return await orders.TryAddAsync(id, order, cancellation)
            ? Results.Created($"/orders/{id}", order)
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> RefundAsync(HttpContext http, Order order, Catalogue catalogue, Faults faults, PaymentClient payments)
    {
        if (catalogue.Find(order.ProductId) is not { } product || order.Quantity is < 1 or > 100)
        {
            return Results.BadRequest("There is no such product, or not in this quantity.");
        }

        return await faults.StrikeAsync(http)
            ?? (await payments.RefundAsync(product.Price * order.Quantity, http.RequestAborted)
                ? Results.Ok(order) : Results.StatusCode(StatusCodes.Status502BadGateway));
    }
}

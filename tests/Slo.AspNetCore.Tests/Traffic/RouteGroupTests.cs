using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Tests.Pages;
using Xunit;

namespace Slo.AspNetCore.Tests.Traffic;

/// <summary>One conventional route leads to all actions, and one page may have several: the action or the page is the group.</summary>
public sealed class RouteGroupTests
{
    [Fact]
    public async Task Group_OfMvcAndRazorPages_IsTheActionOrThePage()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("service", objective => objective.TargetPercent(99).HttpServer().GroupByRoute()),
            app =>
            {
                app.MapAreaControllerRoute("admin", "Admin", "admin/{controller=Orders}/{action=Index}/{id?}");
                app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");
                app.MapRazorPages();
            },
            builder =>
            {
                builder.Services.AddControllersWithViews().AddApplicationPart(typeof(HomeController).Assembly);
                builder.Services.AddRazorPages(options => options.RootDirectory = "/Pages").AddApplicationPart(typeof(BasketModel).Assembly);
            });
        foreach (var path in new[] { "/", "/Home/Index/7", "/home/privacy", "/Home/Fails", "/admin", "/mvc/plain", "/attributed", "/basket/7" })
        {
            await app.GetAsync(path);
        }

        Assert.Equal((7, 1, 0), await app.CountsAsync("service"));
        Assert.Equal(
            ["/Attributed", "/Basket", "Admin/Orders/Index", "Home/Fails", "Home/Index", "Home/Privacy", "mvc/plain"],
            app.Registry.Get("service").GetGroups(100).Select(group => group.Name).Order(StringComparer.Ordinal));
    }
}

using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>A section that objectives were read from, to be followed while the app runs.</summary>
internal sealed record SloConfigurationSection(IConfiguration Configuration);

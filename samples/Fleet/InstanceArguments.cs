namespace Fleet;

/// <summary>--name shop-1 is the name in the fleet; --port N the port (0: any free one); --database "Host=..." the PostgreSQL of the fleet;
/// --interval 1s how often it publishes and reads; after --life 15m it exits, in case the sample was killed; --webhook URL receives
/// alerts.</summary>
internal sealed record InstanceArguments(string Name, int Port, string Database, TimeSpan Interval, TimeSpan Life, Uri? Webhook)
{
    internal static InstanceArguments Read(string[] args)
    {
        Arguments values = new(args);
        return new InstanceArguments(
            values.Text("name") ?? throw new ArgumentException("--name is missing"), values.Number("port", 0, 65_535),
            values.Text("database") ?? throw new ArgumentException("--database is missing"),
            values.Duration("interval") ?? TimeSpan.FromSeconds(1), values.Duration("life") ?? TimeSpan.FromMinutes(15),
            values.Text("webhook") is { } address ? new Uri(address) : null);
    }
}

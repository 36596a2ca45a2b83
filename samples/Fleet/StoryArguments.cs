namespace Fleet;

/// <summary>
/// --stay 10m is how long the shops stay up after the story (0: they end with it; default: until Ctrl+C, at most an hour). The connection
/// string "Slo" (ConnectionStrings__Slo) takes a database that is there, instead of one for the story.
/// </summary>
internal sealed record StoryArguments(TimeSpan? Stay, string? Database)
{
    internal static StoryArguments Read(string[] args) => new(
        new Arguments(args).Duration("stay"),
        new ConfigurationBuilder().AddEnvironmentVariables().Build().GetConnectionString("Slo"));
}

resource "aws_api_gateway_rest_api" "example" {
  name = "example"
  body = jsonencode({
    openapi = "3.0.1"
    info = {
      title   = "example"
      version = "1.0"
    }
    paths = {}
  })
}
